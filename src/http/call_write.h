// The template of Call::Write. Included by http/call.h.
#pragma once

#include <typeinfo>

#include "db/database.h"
#include "http/call.h"

namespace baton::http {

template <class F>
std::invoke_result_t<F&, db::Tx&> Call::Write(F&& closure) const {
  using Out = std::invoke_result_t<F&, db::Tx&>;
  const std::type_info& type = typeid(typename Out::value_type);
  Out written = database().Write([&](db::Tx& tx) -> Out {
    Out out = closure(tx);
    if (out) KeepAnswer(tx, type, &*out);
    return out;
  });
  if (written) Committed(type);
  return written;
}

}  // namespace baton::http
