#include "format/markdown/markdown.h"

#include <gmock/gmock.h>

#include <vector>

namespace baton::format::markdown {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Markdown, ALetterAsAPageAndAsText) {
  const Rendered letter = Render(
      "# News\n\nDear *Bill*,\nhow are **you**?\n\n- one\n- two\n  1. deep\n\n> said\n> Jim\n\n"
      "See [our page](https://x.example) or <jim@x.example>.\n\n---\n\n    a + b\n");
  EXPECT_EQ(letter.html,
            "<h1>News</h1>\n<p>Dear <em>Bill</em>,<br />\nhow are <strong>you</strong>?</p>\n"
            "<ul>\n<li>one</li>\n<li>two\n<ol>\n<li>deep</li>\n</ol>\n</li>\n</ul>\n"
            "<blockquote>\n<p>said<br />\nJim</p>\n</blockquote>\n"
            "<p>See <a href=\"https://x.example\">our page</a> or <a "
            "href=\"mailto:jim@x.example\">jim@x.example</a>.</p>\n"
            "<hr />\n<pre><code>a + b\n</code></pre>\n");
  EXPECT_EQ(letter.text,
            "News\n\nDear Bill,\nhow are you?\n\n- one\n- two\n  1. deep\n\n> said\n> Jim\n\n"
            "See our page (https://x.example) or jim@x.example.\n\n---\n\na + b\n");
}

TEST(Markdown, LooseListsKeepTheirSpace) {
  EXPECT_EQ(Render("3. one\n\n4. two\n   lines\n\nafter").text, "3. one\n\n4. two\n   lines\n\nafter\n");
  EXPECT_EQ(Render("-\n- x").text, "- \n- x\n");
}

TEST(Markdown, NothingUnsafeComesOut) {
  const std::vector<std::string> typed{
      "<script>alert(1)</script>",
      "a <img src=x onerror=alert(1)> b",
      "[x](javascript:alert(1))",
      "[x](JaVaScRiPt:alert(1))",
      "[x](data:text/html;base64,AAAA)",
      "![x](https://spy.example/1.gif)",
      "<javascript:alert(1)>",
      "[x](vbscript:y) [y](file:///etc)",
      "[x][r]\n\n[r]: javascript:alert(1)",
      "[![in](https://a.example)](javascript:x)",
  };
  for (const std::string& one : typed) {
    const std::string html = Render(one).html;
    EXPECT_THAT(html, Not(HasSubstr("<script"))) << one;
    EXPECT_THAT(html, Not(HasSubstr("<img"))) << one;
    EXPECT_THAT(html, Not(HasSubstr("href"))) << one << "\n" << html;
  }
  EXPECT_EQ(Render("a <b>c</b>").html, "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n");
  EXPECT_EQ(Render("<div>\nx\n</div>").text, "<div>\nx\n</div>\n");
  EXPECT_EQ(Render("[x](javascript:y) and ![z](https://a.example)").html, "<p>x and z</p>\n");
}

TEST(Markdown, EscapedWordsMeanThemselves) {
  const std::vector<std::string> words{
      "Bill",   "*Bill*",      "a_b@x.example",
      "_a_",    "[x](y)",      "# one",
      "- two",  "1. three",    "4) four",
      "+5",     "~~~",         "===",
      "<b>",    "a & b &amp;", "`c`",
      "C:\\d",  "!",           "{{x}}",
      "12.5 %", "O'Neil",      "Müller & Söhne",
  };
  for (const std::string& one : words) {
    EXPECT_EQ(Render(Escape(one)).text, one + "\n") << Escape(one);
    EXPECT_EQ(Render("x\n" + Escape(one) + "[y](z)").text, "x\n" + one + "y\n") << Escape(one);
  }
  EXPECT_EQ(Escape("  a\r\n b\t"), "a  b");
  EXPECT_EQ(Escape("jada_ellis@x.example"), "jada_ellis@x.example");  // nobody wants to read jada\_ellis
}

TEST(Markdown, DeepNestingStaysSmall) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "> ";
  EXPECT_LT(Render(deep + "x\ny\nz").text.size(), 300u);
  EXPECT_FALSE(Render(std::string(5000, '[') + std::string(5000, '*')).html.empty());
}

TEST(Markdown, AMailIsAPageInItsLanguage) {
  EXPECT_THAT(MailPage("<p>x</p>\n", "de"), HasSubstr("<html lang=\"de\">"));
}

}  // namespace
}  // namespace baton::format::markdown
