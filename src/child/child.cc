#include "child/child.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace baton::child {
namespace {

constexpr std::size_t kErrorBytes = 4096;
constexpr int kNoProgram = 127;

using Clock = std::chrono::steady_clock;

// A pipe whose ends close with it; neither end is passed on by itself.
struct Pipe {
  int read = -1;
  int write = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    read = ends[0];
    write = ends[1];
  }
  ~Pipe() {
    Close(read);
    Close(write);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  static void Close(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

void Limit(__rlimit_resource resource, rlim_t value) {
  const rlimit limit{value, value};
  ::setrlimit(resource, &limit);
}

// In the new process: only calls that are safe after fork() of a program with threads.
[[noreturn]] void Become(const char* program, char* const* arguments, char* const* environment, int output,
                         int errors, const Limits& limits) {
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Where it is refused the program still only reads its file.
  if (limits.is_cut_off) ::unshare(CLONE_NEWUSER | CLONE_NEWNET);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limits.time).count();
  Limit(RLIMIT_CPU, static_cast<rlim_t>(std::max<long>(1, seconds)));
  if (limits.memory_bytes > 0) Limit(RLIMIT_AS, limits.memory_bytes);
  Limit(RLIMIT_FSIZE, limits.file_bytes);
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_NOFILE, limits.open_files);
  if (::chdir("/") == 0) ::execve(program, arguments, environment);
  ::_exit(kNoProgram);
}

// Reads what is there into `into`, at most up to `most` bytes; false at the end of the stream.
bool Drain(int end, std::string& into, std::size_t most) {
  std::array<char, 65536> piece;
  const ssize_t size = ::read(end, piece.data(), piece.size());
  if (size < 0) return errno == EINTR || errno == EAGAIN;
  const std::size_t room = most - std::min(most, into.size());
  into.append(piece.data(), std::min(static_cast<std::size_t>(size), room));
  return size > 0;
}

// As execve takes them.
std::vector<char*> PointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Until both streams ended or a bound is reached.
End Listen(Pipe& output, Pipe& errors, const Limits& limits, Outcome& outcome) {
  const auto until = Clock::now() + limits.time;
  while (output.read >= 0 || errors.read >= 0) {
    std::array<pollfd, 2> polled{pollfd{output.read, POLLIN, 0}, pollfd{errors.read, POLLIN, 0}};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return End::kTooLong;
    if (::poll(polled.data(), polled.size(), static_cast<int>(left)) < 0 && errno != EINTR)
      return End::kCrashed;
    // One byte more than is allowed is how too much is noticed.
    if (polled[0].revents != 0 && !Drain(output.read, outcome.output, limits.output_bytes + 1))
      Pipe::Close(output.read);
    if (outcome.output.size() > limits.output_bytes) return End::kTooMuch;
    if (polled[1].revents != 0 && !Drain(errors.read, outcome.errors, kErrorBytes)) Pipe::Close(errors.read);
  }
  return End::kExited;
}

}  // namespace

Outcome Run(const std::string& program, const std::vector<std::string>& arguments, const Limits& limits) {
  Outcome outcome;
  if (::access(program.c_str(), X_OK) != 0) {
    outcome.end = End::kMissing;
    return outcome;
  }
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = limits.environment;
  const std::vector<char*> pointers = PointersTo(words);
  const std::vector<char*> set = PointersTo(environment);
  Pipe output;
  Pipe errors;
  const pid_t child = output.read < 0 || errors.read < 0 ? -1 : ::fork();
  if (child == 0) Become(program.c_str(), pointers.data(), set.data(), output.write, errors.write, limits);
  if (child < 0) {
    outcome.end = End::kCrashed;
    return outcome;
  }
  ::setpgid(child, child);
  Pipe::Close(output.write);
  Pipe::Close(errors.write);
  outcome.end = Listen(output, errors, limits, outcome);
  // What it may have started goes with it; one that has ended by itself is not there any more.
  if (outcome.end != End::kExited) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (outcome.end != End::kExited) return outcome;
  if (WIFSIGNALED(status)) {
    outcome.end = WTERMSIG(status) == SIGXCPU ? End::kTooLong : End::kCrashed;
    return outcome;
  }
  outcome.code = WEXITSTATUS(status);
  if (outcome.code == kNoProgram) outcome.end = End::kMissing;
  return outcome;
}

}  // namespace baton::child
