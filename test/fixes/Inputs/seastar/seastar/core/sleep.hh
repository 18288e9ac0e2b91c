#pragma once
#pragma GCC system_header
#include <seastar/core/future.hh>
