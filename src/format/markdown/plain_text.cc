#include "format/markdown/plain_text.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace baton::format::markdown {
namespace {

constexpr std::size_t kMaxLevels =
    12;  // of quotes and lists that are indented; deeper ones stand where these do

class Writer {
 public:
  void Take(cmark_event_type event, cmark_node* node) {
    const bool is_entered = event == CMARK_EVENT_ENTER;
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_BLOCK_QUOTE:
        return is_entered ? Open("> ", true) : Close();
      case CMARK_NODE_LIST:
        return is_entered ? OpenList(node) : CloseList();
      case CMARK_NODE_ITEM:
        return is_entered ? Open(NextMark(), false) : Close();
      case CMARK_NODE_LINK:
        return is_entered ? starts_.push_back(block_.size()) : EndLink(node);
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
        block_ += Literal(node);
        return;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        block_ += '\n';
        return;
      case CMARK_NODE_CODE_BLOCK:
        block_ = Literal(node);
        return EndBlock();
      case CMARK_NODE_THEMATIC_BREAK:
        block_ = "---";
        return EndBlock();
      case CMARK_NODE_PARAGRAPH:
      case CMARK_NODE_HEADING:
        if (!is_entered) EndBlock();
        return;
      default:
        return;
    }
  }
  std::string End() { return text_.empty() ? std::string() : std::move(text_) + "\n"; }

 private:
  struct Level {
    std::string mark;  // of its first line; then only a quote's stays
    bool is_quote = false;
    bool is_said = false;
  };
  struct List {
    int number = 0;  // of the next item; 0: it is not numbered
    bool is_tight = false;
  };

  static std::string Literal(cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    return literal ? literal : "";
  }

  void Open(std::string mark, bool is_quote) { levels_.push_back({std::move(mark), is_quote}); }
  void Close() {
    // An item without words still has its line.
    if (!levels_.back().is_quote && !levels_.back().is_said) EndBlock();
    levels_.pop_back();
  }
  void OpenList(cmark_node* node) {
    const bool is_numbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    lists_.push_back({is_numbered ? std::max(1, cmark_node_get_list_start(node)) : 0,
                      cmark_node_get_list_tight(node) != 0});
  }
  void CloseList() {
    lists_.pop_back();
    if (lists_.empty()) is_in_list_ = false;
  }
  std::string NextMark() {
    int& number = lists_.back().number;
    return number == 0 ? "- " : std::to_string(number++) + ". ";
  }

  // The address behind the words, unless they are the address.
  void EndLink(cmark_node* node) {
    const std::string words = block_.substr(starts_.back());
    starts_.pop_back();
    const char* url = cmark_node_get_url(node);
    std::string_view address = url ? url : "";
    for (const std::string_view scheme : {"mailto:", "tel:"}) {
      if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
    }
    if (!address.empty() && words != address) block_ += " (" + std::string(address) + ")";
  }

  std::string Prefix() {
    std::string prefix;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      Level& level = levels_[i];
      if (i < kMaxLevels)
        prefix += level.is_quote || !level.is_said ? level.mark : std::string(level.mark.size(), ' ');
      level.is_said = true;
    }
    return prefix;
  }

  void EndBlock() {
    const bool is_tight = is_in_list_ && !lists_.empty() && lists_.back().is_tight;
    if (!text_.empty()) text_ += is_tight ? "\n" : "\n\n";
    is_in_list_ = !lists_.empty();
    bool is_first = true;
    block_.erase(block_.find_last_not_of(" \n") + 1);
    for (const std::string_view line : Split(block_, '\n')) {
      if (!is_first) text_ += '\n';
      text_ += Prefix();
      text_ += line;
      is_first = false;
    }
    block_.clear();
  }

  std::string text_;
  std::string block_;  // the one that is being read
  std::vector<Level> levels_;
  std::vector<List> lists_;
  std::vector<std::size_t> starts_;  // of links
  bool is_in_list_ = false;          // the block before was
};

struct IteratorEnd {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

}  // namespace

std::string PlainText(cmark_node* root) {
  const std::unique_ptr<cmark_iter, IteratorEnd> walk(cmark_iter_new(root));
  Writer writer;
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    writer.Take(event, cmark_iter_get_node(walk.get()));
  }
  return writer.End();
}

}  // namespace baton::format::markdown
