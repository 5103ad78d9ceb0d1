// The file from which the server of a demo tells its sign-in page who one can be. Readable by this
// user alone, gone with its owner.
#pragma once

#include "runtime/load/badges.hpp"

#include <string>

namespace earshot::demo {

class people_file {
public:
  /// Makes it, empty. Throws `load::failure` where there is no place for it.
  people_file();
  ~people_file();
  people_file(const people_file&) = delete;
  people_file& operator=(const people_file&) = delete;

  const std::string& name() const { return name_; }
  /// Everyone of the demo, each with a token that holds for a day.
  void write(const load::badges& badges) const;

private:
  std::string name_;
};

} // namespace earshot::demo
