#include "runtime/cli.hpp"
#include "runtime/exit_code.hpp"

#include <unistd.h>

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  try {
    return earshot::runtime::run_command_line(argc, argv, environ);
  } catch (const std::exception& e) {
    std::cerr << "earshot: " << e.what() << "\n";
    return earshot::runtime::exit_unavailable;
  }
}
