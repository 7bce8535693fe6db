#include "format/markdown/markdown.h"

#include <cmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <vector>

#include "base/text.h"
#include "format/markdown/plain_text.h"

namespace baton::format::markdown {
namespace {

constexpr int kOptions = CMARK_OPT_HARDBREAKS;  // and safe, which is the default
constexpr std::string_view kAlways = "\\`*[]<>&{}";
constexpr std::string_view kAtStart = "#+-=~:";

using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

struct IteratorEnd {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

bool IsLinkAllowed(std::string_view url) {
  constexpr std::array<std::string_view, 4> kSchemes{"https://", "http://", "mailto:", "tel:"};
  if (!IsUtf8(url)) return false;
  const std::string folded = Fold(url);
  return std::ranges::any_of(kSchemes, [&](std::string_view scheme) { return folded.starts_with(scheme); });
}

std::string_view UrlOf(cmark_node* link) {
  const char* url = cmark_node_get_url(link);
  return url ? url : std::string_view();
}

// Nodes that do not stay as they are. Collected first: a tree is not changed while somebody walks it.
std::vector<cmark_node*> FindUnsafe(cmark_node* root) {
  std::vector<cmark_node*> found;
  const std::unique_ptr<cmark_iter, IteratorEnd> walk(cmark_iter_new(root));
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    // On the way out, so that what is inside comes first.
    const cmark_node_type type = cmark_node_get_type(node);
    const bool is_html = type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK;
    const bool is_left =
        event == CMARK_EVENT_EXIT &&
        (type == CMARK_NODE_IMAGE || (type == CMARK_NODE_LINK && !IsLinkAllowed(UrlOf(node))));
    if (is_html || is_left) found.push_back(node);
  }
  return found;
}

// HTML becomes the text that it is, a picture or a link its words.
void MakeSafe(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_HTML_BLOCK) {
    cmark_node* text = cmark_node_new(CMARK_NODE_TEXT);
    const char* literal = cmark_node_get_literal(node);
    cmark_node_set_literal(text, std::string(Trim(literal ? literal : "")).c_str());
    cmark_node* put = text;
    if (type == CMARK_NODE_HTML_BLOCK) {
      put = cmark_node_new(CMARK_NODE_PARAGRAPH);
      cmark_node_append_child(put, text);
    }
    cmark_node_replace(node, put);
  } else {
    while (cmark_node* child = cmark_node_first_child(node)) cmark_node_insert_before(node, child);
    cmark_node_unlink(node);
  }
  cmark_node_free(node);
}

Node ReadMarkdown(std::string_view markdown) {
  Node root(cmark_parse_document(markdown.data(), markdown.size(), kOptions), &cmark_node_free);
  if (!root) throw std::bad_alloc();
  for (cmark_node* node : FindUnsafe(root.get())) MakeSafe(node);
  return root;
}

bool IsWordByte(char c) { return ('0' <= c && c <= '9') || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); }

// The mark of a numbered list, "12." or "3)", at the start; where it is.
std::optional<std::size_t> FindListMark(std::string_view words) {
  std::size_t digits = 0;
  while (digits < words.size() && '0' <= words[digits] && words[digits] <= '9') ++digits;
  const bool is_mark = digits > 0 && digits < words.size() && (words[digits] == '.' || words[digits] == ')');
  return is_mark ? std::optional(digits) : std::nullopt;
}

}  // namespace

Rendered Render(std::string_view markdown) {
  const Node root = ReadMarkdown(markdown);
  const std::unique_ptr<char, decltype(&std::free)> html(cmark_render_html(root.get(), kOptions), &std::free);
  if (!html) throw std::bad_alloc();
  return {html.get(), PlainText(root.get())};
}

std::string Escape(std::string_view words) {
  words = Trim(words);
  const auto list_mark = FindListMark(words);
  std::string escaped;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    if (c == '\n' || c == '\r' || c == '\t') {
      if (!escaped.ends_with(' ')) escaped += ' ';
      continue;
    }
    const bool is_inside_word =
        i > 0 && i + 1 < words.size() && IsWordByte(words[i - 1]) && IsWordByte(words[i + 1]);
    const bool means_something = kAlways.find(c) != std::string_view::npos || (c == '_' && !is_inside_word) ||
                                 (i == 0 && kAtStart.find(c) != std::string_view::npos) || list_mark == i ||
                                 (c == '!' && i + 1 == words.size());
    if (means_something) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string MailPage(std::string_view html, std::string_view language) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"></head>\n"
      "<body style=\"font-family: Georgia, 'Times New Roman', serif; font-size: 17px; line-height: 1.5; "
      "max-width: 38em\">\n{}</body>\n</html>\n",
      language, html);
}

}  // namespace baton::format::markdown
