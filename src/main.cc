// `baton`: see `baton --help`.
#include <exception>
#include <iostream>

#include "app/commands.h"

int main(int argc, char** argv) {
  try {
    return baton::app::RunCommand(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "baton: " << error.what() << '\n';
    return 2;
  }
}
