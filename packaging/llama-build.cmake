# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
#
# Included by CMake when llama.cpp's own project starts (CMAKE_PROJECT_<name>_INCLUDE).

# llama-cpp-python switches llama.cpp's "common" library on, which only its command line programs
# use; leaving it out, and the multimodal library with LLAVA_BUILD=OFF, halves the build.
set(LLAMA_BUILD_COMMON OFF)

# On processors with AMX the worker would die of an illegal instruction: gcc drops all but the first
# bytes of the tile configuration that llama.cpp sets up (its pull request 26954).
include(CheckCXXCompilerFlag)
foreach(part tile int8 bf16)
  check_cxx_compiler_flag(-mno-amx-${part} CAN_LEAVE_OUT_AMX_${part})
  if(CAN_LEAVE_OUT_AMX_${part})
    add_compile_options(-mno-amx-${part})
  endif()
endforeach()
