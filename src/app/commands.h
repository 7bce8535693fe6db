// The command line: `baton <command>`. Each command prints for people, and fails with a message and exit
// code 1.
#pragma once

namespace baton::app {

int RunCommand(int argc, char** argv);

}  // namespace baton::app
