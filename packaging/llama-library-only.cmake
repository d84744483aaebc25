# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
#
# Included by CMake when llama.cpp's own project starts (CMAKE_PROJECT_<name>_INCLUDE).
# llama-cpp-python switches llama.cpp's "common" library on, which only its command line programs
# use; leaving it out, and the multimodal library with LLAVA_BUILD=OFF, halves the build.
set(LLAMA_BUILD_COMMON OFF)
