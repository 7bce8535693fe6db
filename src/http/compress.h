// Answers as gzip, where the client takes it and it pays. Stateless, hence thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "http/answer.h"
#include "http/request.h"

namespace baton::http {

std::string Gzip(std::string_view bytes);
bool IsTextType(std::string_view content_type);
// Compresses a text body above 1 kB in place. Answers with a body elsewhere (file, source) are left alone.
void Compress(const RequestInfo& request, Answer& answer);

}  // namespace baton::http
