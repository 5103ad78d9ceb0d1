// The sound of calls: one file for each recording, in a folder beside the log. A file's name tells
// its conversation only to whoever knows the id. An event of the log names the file that counts;
// what no event names is removed at the next start, so a crash between the two leaves nothing.
#pragma once

#include "domain/ids.hpp"
#include "domain/result.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace earshot::store {

/// Thread-safe. Copies stand for the same place.
class recordings {
public:
  /// No place for any.
  recordings() = default;
  /// The folder is made (0700) with the first file.
  explicit recordings(std::string folder) : folder_{std::move(folder)} {}
  /// For a process that is to leave nothing: files without a name, which go with it however it
  /// ends.
  static recordings ephemeral();

  /// A file that is being written; `handle` is the caller's to close.
  struct incoming {
    std::string name;
    int handle = -1;
  };

  /// A new, empty file (0600) for a recording of this conversation.
  result<incoming> begin(const conversation_id& of) const;

  /// Its bytes and its name are on disk after this. Closes the handle.
  result<void> finish(const incoming& file) const;

  /// Opens a finished one for reading; -1: there is none.
  int open(const std::string& name) const;

  void remove(const std::string& name) const;
  /// All that there is of these conversations.
  void remove_all_of(const std::vector<conversation_id>& conversations) const;
  /// At start: removes all but these.
  void keep_only(const std::set<std::string>& names) const;

private:
  struct nameless {
    std::mutex mutex;
    std::map<std::string, int> handles; ///< by the name they would have
    ~nameless();
  };

  std::string path_of(const std::string& name) const { return folder_ + "/" + name; }
  template <class Test>
  void remove_where(Test wanted) const;

  std::string folder_;
  std::shared_ptr<nameless> nameless_; ///< in place of the folder
};

} // namespace earshot::store
