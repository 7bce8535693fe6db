// A file's text, and how long letters waited for their first answer.
#include "format/document/document.h"
#include "review/prose.h"
#include "review/route_words.h"

namespace baton::review {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::int64_t kUploadMegabytes = 10;

struct DocumentView {
  static constexpr const char* kSchemaName = "DocumentText";

  Source source = Source::text;
  std::string text;
  std::string language;
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (source, text, language))

struct TurnaroundQuery {
  std::optional<Id> with;
  std::optional<Day> since_on;
};
BOOST_DESCRIBE_STRUCT(TurnaroundQuery, (), (with, since_on))

struct TurnaroundView {
  static constexpr const char* kSchemaName = "ReviewTurnaround";

  std::int64_t answered = 0;
  std::int64_t waiting = 0;
  std::int64_t within_day = 0;
  std::optional<std::int64_t> median_minutes;
  std::optional<std::int64_t> longest_wait_minutes;
};
BOOST_DESCRIBE_STRUCT(TurnaroundView, (),
                      (answered, waiting, within_day, median_minutes, longest_wait_minutes))

Source SourceOf(format::DocumentKind kind) {
  switch (kind) {
    case format::DocumentKind::text:
      return Source::text;
    case format::DocumentKind::markdown:
      return Source::markdown;
    case format::DocumentKind::docx:
      return Source::docx;
    case format::DocumentKind::pdf:
      break;
  }
  return Source::pdf;
}

Result<DocumentView> ReadFile(const Call& call) {
  if (call.uploads().size() != 1) return Fail(Kind::malformed, "problem.review.one_file");
  const http::Upload& upload = call.uploads().front();
  format::DocumentLimits limits;
  limits.characters = kMaxLetterCharacters;
  auto document = format::ReadDocument(upload.path, upload.file_name, limits);
  if (!document) return Fail(document.error());
  const std::string language = GuessLanguage(document->text);
  return DocumentView{SourceOf(document->kind), std::move(document->text), language};
}

Result<TurnaroundView> GetTurnaround(const Call& call, const TurnaroundQuery& query) {
  const Instant since =
      query.since_on ? Instant{std::int64_t{query.since_on->days} * kMillisecondsPerDay} : Instant{};
  const Turnaround turnaround =
      CountTurnaround(FindRounds(call.db(), call.org_id(), call.person_id(), query.with, since), call.now());
  return TurnaroundView{turnaround.answered, turnaround.waiting, turnaround.within_day,
                        turnaround.median_minutes, turnaround.longest_wait_minutes};
}

}  // namespace

void AddReadingRoutes(http::Router& router) {
  router.Get("/api/v1/reviews/turnaround",
             {.name = "getReviewTurnaround",
              .deed = Deed::read,
              .word = Word::review,
              .summary = "How long letters waited for the first answer, by the clock"},
             GetTurnaround);
  router.Post(
      "/api/v1/reviews/document",
      {.name = "readDocument",
       .deed = Deed::create,
       .word = Word::review,
       .status = 200,
       .upload = true,
       .upload_limit_mb = kUploadMegabytes,
       .keeps_answer = false,
       .summary = "The text of a file: plain text, Markdown, .docx, or a PDF with text. Nothing is kept"},
      ReadFile);
}

}  // namespace baton::review
