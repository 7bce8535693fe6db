// A Markdown tree as plain text: for the half of a mail that every program shows, and for paper. Thread-safe.
#pragma once

#include <string>

struct cmark_node;

namespace baton::format::markdown {

// Paragraphs with an empty line between them, lists with their marks, links with their address behind them.
std::string PlainText(cmark_node* root);

}  // namespace baton::format::markdown
