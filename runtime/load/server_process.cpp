#include "runtime/load/server_process.hpp"

#include "runtime/load/failure.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>

namespace earshot::load {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto start_patience = 30s;
constexpr auto stop_patience = 10s;
constexpr std::string_view key_variable = "EARSHOT_AUTH_KEY_FILE=";

/// `strings` as exec wants them; they outlive it.
std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> all;
  for (auto& s : strings)
    all.push_back(s.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> environment_with(const std::string& key_file) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry)
    if (!std::string_view(*entry).starts_with(key_variable))
      all.emplace_back(*entry);
  all.push_back(std::string(key_variable) + key_file);
  return all;
}

} // namespace

process_cost process_cost::of(pid_t process) {
  process_cost cost;
  const auto folder = fs::path("/proc") / std::to_string(process);
  std::error_code gone;
  // Nanoseconds on a core, thread by thread; `stat` counts in hundredths of a second.
  for (const auto& thread : fs::directory_iterator(folder / "task", gone)) {
    std::int64_t on_cpu_ns = 0;
    std::ifstream(thread.path() / "schedstat") >> on_cpu_ns;
    cost.cpu += std::chrono::nanoseconds(on_cpu_ns);
  }
  std::uint64_t size = 0, resident = 0;
  std::ifstream(folder / "statm") >> size >> resident;
  cost.resident_bytes = resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return cost;
}

std::optional<endpoint> listening_address(const std::string& line) {
  static const std::regex address(R"re(([0-9]{1,3}(?:\.[0-9]{1,3}){3}|localhost):([0-9]{1,5}))re");
  std::smatch found;
  if (line.find("listening") == line.npos || !std::regex_search(line, found, address))
    return std::nullopt;
  return endpoint{found[1], static_cast<std::uint16_t>(std::stoi(found[2]))};
}

server_process::server_process(const std::string& program,
                               const std::vector<std::string>& arguments) {
  const auto key_file = make_key();
  auto found = found_.get_future();
  const int output = start(program, arguments, key_file);
  reader_ = std::thread([this, output] { listen(output); });
  if (found.wait_for(start_patience) == std::future_status::ready)
    where_ = found.get();
  fs::remove(key_file); // the server has read it, or will never
  if (where_.port == 0) {
    stop();
    throw failure(runtime::exit_unavailable, "the server did not start: " + program + "\n" + said_);
  }
}

server_process::~server_process() { stop(); }

std::string server_process::make_key() {
  std::random_device random;
  for (int i = 0; i < 48; ++i)
    key_ += "abcdefghijklmnopqrstuvwxyz012345"[random() % 32];
  auto name = (fs::temp_directory_path() / "earshot-key-XXXXXX").string();
  const int file = ::mkstemp(name.data()); // readable by this user alone
  if (file < 0 || ::write(file, key_.data(), key_.size()) != static_cast<ssize_t>(key_.size()))
    throw failure(runtime::exit_unavailable, name + ": the key cannot be written there");
  ::close(file);
  return name;
}

/// Returns the end of a pipe that brings what the child says.
int server_process::start(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& key_file) {
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto variables = environment_with(key_file);
  const auto argv = pointers(words);
  const auto envp = pointers(variables);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0)
    throw failure(runtime::exit_unavailable, "no pipe to the server can be made");
  process_ = ::fork();
  if (process_ < 0)
    throw failure(runtime::exit_unavailable, "no process for the server can be made");
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM); // nobody is left to ask it how it is
    ::setpgid(0, 0);                    // Ctrl-C is for us: we stop it in our own time
    ::dup2(pipe[1], STDOUT_FILENO);
    ::dup2(pipe[1], STDERR_FILENO);
    ::execve(program.c_str(), argv.data(), envp.data());
    ::_exit(127);
  }
  ::close(pipe[1]);
  return pipe[0];
}

/// Reads what the child says for as long as it lives; only the time up to the address counts.
void server_process::listen(int output) {
  std::array<char, 4096> bytes;
  bool found = false;
  for (ssize_t n = 0; (n = ::read(output, bytes.data(), bytes.size())) > 0;) {
    if (found)
      continue;
    said_.append(bytes.data(), static_cast<std::size_t>(n));
    if (const auto where = listening_address(said_.substr(0, said_.rfind('\n') + 1))) {
      found = true;
      found_.set_value(*where);
    }
  }
  ::close(output);
  if (!found)
    found_.set_value({"", 0, ""});
}

int server_process::stop() {
  if (process_ < 0)
    return -1;
  ::kill(process_, SIGTERM);
  int status = -1;
  const auto deadline = std::chrono::steady_clock::now() + stop_patience;
  while (::waitpid(process_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, &status, 0);
      break;
    }
    std::this_thread::sleep_for(10ms);
  }
  process_ = -1;
  reader_.join();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace earshot::load
