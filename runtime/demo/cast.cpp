#include "runtime/demo/cast.hpp"

namespace earshot::demo {

const std::vector<person>& people() {
  static const std::vector<person> all{
      {"admin", "Admin", "", role::admin},        {"web-chat", "Web chat", "", role::connector},
      {"vera", "Vera", "", role::supervisor},     {"maria", "Maria", "", role::manager},
      {"anna", "Anna", "support", role::agent},   {"john", "John", "support", role::agent},
      {"nora", "Nora", "support", role::agent},   {"mette", "Mette", "danish", role::agent},
      {"lars", "Lars", "danish", role::agent},    {"aino", "Aino", "finnish", role::agent},
      {"mikko", "Mikko", "finnish", role::agent}, {"sofia", "Sofia", "sales", role::agent},
      {"tom", "Tom", "sales", role::agent}};
  return all;
}

} // namespace earshot::demo
