// GMime, for this folder: started once, its objects owned.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

namespace baton::format::mime {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct Free {
  void operator()(char* text) const { g_free(text); }
};

inline void StartLibrary() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

}  // namespace baton::format::mime
