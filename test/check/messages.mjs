// The catalogue: each key that the code names is in messages/en.json, each sentence there is named by the code, keys
// are sorted, braces balance, and no language has a key that English lacks. A key in code is a whole string,
// "problem.not_found" or t('ui.today.title'); tests may invent keys.
import { Report, files, read, read_if_there, without_comments } from './lib/tree.mjs';

// Keys the code puts together from a prefix and a value: add the prefix here, and every sentence under it counts as named.
const put_together = [
  'action.',           // and the kind of an action, which is checked below
  'cli.command.',      // and a command
  'cli.option.',       // and an option of the configuration
  'introduction.talk.', // and a sentence to say
  'letter.default.',   // and a kind of template, a paragraph of it
  'letter.example.',   // and a field,
  'letter.field.',     // and what it says
  'mail.meeting.',     // and a part of a mail about a meeting,
  'mail.promise.',     // about a promise
  'mail.session.',     // about a coaching session
  'import.field.',     // and a field that an import fills
  'import.kept.',      // and why a row was kept at an undo
  'friday.',           // and a card of the Friday half hour, a note beside a row, a line of what changed since the start
  'job.',              // and the kind of a job, which is checked below
  'notice.meeting.',   // and an answer to a meeting
  'notice.review.',    // of a letter: the demo reads old ones
  'notice.cover.',     // who covers for whom, and what became of it
  'notice.handoff.',   // and the stage that was reached
  'problem.csv.',      // and a fault of the reader
  'problem.title.',    // and the kind of a problem
  'problem.value.',    // and a kind of value
  'traffic.left_out.', // and why a mail is left out,
  'traffic.rule.',     // and the rule in words
  'skill.',            // and a provided skill, a part of it
  'setting.',          // and a setting
  'import_source.problem.', // what stood in the way of exports that are fetched
  'calendar.problem.', // and what stood in the way of a calendar
  'calendar.left_out.', // and why a time is no meeting
  'ui.calendar.',      // and a kind of calendar, of absence
  'take_along.part.',  // and a part of what is held of a person
  'ui.administration.', // and a tab, a part of somebody's data, what becomes of it, a state
  'ui.account.',       // and a fact, the status of a deal
  'ui.activity.',      // and the kind of an activity
  'ui.book.sort.',     // and an order of the book
  'ui.book.state.',    // and a filter of the book
  'ui.book.tie.',      // and the strength of a tie
  'ui.ties.',          // and a word that is said of a tie
  'ui.book.urgent.',   // and why an account is urgent
  'ui.cause.',         // and the cause of a displacement
  'ui.client.said.',   // and what a contact at a client answered
  'ui.coaching.',      // and a kind of session, what it is for, how far it is, where a point of the agenda comes from
  'ui.contact.',       // and a fact of a contact
  'ui.cover.part.',    // a part of the page of what somebody holds
  'ui.cover.state.',   // and how a cover stands
  'ui.cover.did.',     // and what was done meanwhile
  'door.chance.',      // how likely a rep and the manager would win a deal
  'ui.demo.',          // and a step of the demo's clock, an ending that was told
  'departure.second.',    // why a colleague is named, or nobody
  'ui.departure.moment.', // and today, or after the plan
  'ui.departure.line.',   // and a curve of what could go, with its figure
  'ui.departure.column.', // and as a column
  'ui.managers.',         // a column, how it is counted, a filter
  'ui.ninety_days.',      // a step, why it is there, when it counts, how far it is
  'ui.assessment.',       // a statement, a part, a step of the scale, a verdict
  'problem.assessment.no_round.', // why no round can begin
  'mail.mentor.',         // and a part of a mail about a conversation with a mentor
  'ui.mentor.state.',     // how far a conversation is
  'ui.glossary.',         // and a word, a part of the list of words
  'report.part.',         // whether somebody is counted from a day on, until one, or between two,
  'report.heading.',      // and a section of a monthly report,
  'report.none.',         // what is said where it is empty,
  'report.label.',        // a line of it,
  'report.meaning.',      // what that means,
  'report.beside.',       // what stands beside,
  'report.guard.',        // why there is no figure,
  'report.column.',       // and a column of its file
  'ui.report.in.',        // and how a month is
  'ui.report.part.',      // and a section of the format
  'sight.',                // what is seen of a person: by the kind, and how far
  'ui.sight.shown.',       // the same in a word
  'ui.hour.',             // and what is said of an hour, by the names of sayings, levels, gates, inputs and kinds
  'ui.scoreboard.',       // by the names of figures, guards, verdicts and what stands beside them
  'ui.door.done.',     // and an outcome at the door
  'ui.handoff.do.',    // and a step of a handoff, as a button,
  'ui.handoff.done.',  // as what was done,
  'ui.handoff.past.',  // and as what is in the history
  'ui.import.',        // and a step, state or target of an import
  'ui.kind.',          // and the kind of a row that was found
  'ui.letter.was.',    // and the state of a mail
  'ui.letter.fact.',   // and a fact in a letter
  'ui.meeting.',       // and an answer to it, a fact of it
  'ui.my_mail.',       // and how an own mailbox is, a kind of folder
  'ui.mailbox.',       // and how it is encrypted, what stood in the way
  'ui.letters.',       // and a kind of letter
  'ui.my_job.',        // and a part of it, how far it is
  'ui.mail_files.state.', // and how far a mailbox is
  'ui.mail.',          // and where mail goes, how it is encrypted
  'ui.outbox.',        // and a state of a mail, a kind of mail
  'ui.password.',      // and the strength of a password
  'ui.plan.remedy.',   // and what would give an account a place
  'ui.people.',        // and a column of the table of people
  'ui.promises.before.', // and how a period stands beside the one before,
  'ui.promises.speed.', // how fast,
  'ui.promises.period.', // a period,
  'ui.promises.kind.', // and a kind of promise,
  'ui.promises.none.', // and a view of them,
  'ui.promises.state.', // and its name
  'ui.review.',        // and a verdict, a state of a letter or a comment, a language
  'ui.role.',          // and a person's role
  'ui.setting.',       // and a setting,
  'ui.setting_text.',  // and what it does
  'ui.settings.',      // and a page of settings
  'ui.stage.',         // and the category of a stage
  'ui.step.',          // and a step of a handoff
  'ui.theme.',         // and light, dark or system
  'ui.way.step.',      // and a step that shows how well a client knows the successor,
  'ui.way.text.',      // and what it takes
  'ui.moves.part.',    // and what may go along with a client
  'ui.delegation.',    // and a level of trust, a kind of deal
  'ui.chat.',          // and where somebody is told besides, how it goes there
  'ui.digest.frequency.', // and how often a digest comes
  'ui.share.done.',    // and what was done to an agreed share,
  'ui.share.state.',   // and how far it is
  'ui.sheet.help.',    // and a part of the handover sheet: what it is for,
  'ui.sheet.part.',    // its name,
  'ui.sheet.state.',   // and how far the sheet is
  'ui.takeover.',      // and an answer about a takeover, its reason, what the rep says to it
  'week.title.',       // and the kind of a promise
  'ui.week.',          // and a need, what an hour is for, why somebody is left out
  'ui.win.',           // and a kind of promise that was kept
  'ui.writeback.',     // and whether an owner has arrived in another system
  'ui.waiting.',       // and what somebody waits for
  'ui.webhook.',       // and the state of a delivery, why it failed
];

// Strings that start so are always keys; other families of keys may look like a column, so only a match counts.
const families = new Set(['problem', 'notice', 'cli', 'ui']);

const report = new Report();
const key_form = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

function catalogue(path) {
  const text = read_if_there(path);
  if (!report.that(text, `${path} is missing`)) return {};
  let sentences = {};
  try {
    sentences = JSON.parse(text);
  } catch (error) {
    report.that(false, `${path}: ${error.message}`);
    return {};
  }
  const keys = Object.keys(sentences);
  const sorted = [...keys].sort();
  const first = keys.findIndex((key, index) => key !== sorted[index]);
  report.that(first < 0, `${path}: ${keys[first]} is out of order (npm run message in web/ keeps it sorted)`);
  const twice = [...text.matchAll(/^\s*"([^"]+)":/gm)].map((match) => match[1]).filter((key, i, all) => all.indexOf(key) !== i);
  report.none(twice, `${path}: twice`);
  report.none(keys.filter((key) => !key_form.test(key)), `${path}: not a key`);
  report.none(keys.filter((key) => !is_balanced(sentences[key])), `${path}: empty, or its braces do not balance`);
  return sentences;
}

// ICU MessageFormat quotes with an apostrophe: '{' is a brace to be shown, '' an apostrophe.
function is_balanced(sentence) {
  if (typeof sentence !== 'string' || sentence.trim() === '') return false;
  let depth = 0;
  for (const character of sentence.replace(/''/g, '').replace(/'[{}#][^']*(?:'|$)/g, '')) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

// The arguments and marks of a sentence, as one text: a translation may move them and say them more often, and loses none.
function names_of(sentence) {
  const names = new Set();
  const text = sentence.replace(/''/g, '').replace(/'[{}#<][^']*(?:'|$)/g, '');
  let at = 0;
  // Reads up to the brace that closes what is read: a sentence, or the options of an argument.
  const read_sentence = () => {
    for (; at < text.length && text[at] !== '}'; at += 1) {
      if (text[at] === '{') read_argument();
    }
  };
  const read_argument = () => {
    const [, name] = /^\{\s*([\w]+)/.exec(text.slice(at)) ?? [];
    names.add(name);
    for (at += 1; at < text.length && text[at] !== '}'; at += 1) {
      if (text[at] !== '{') continue;
      at += 1;
      read_sentence();
    }
  };
  read_sentence();
  for (const [mark] of text.matchAll(/<[a-z]+>/g)) names.add(mark);
  return [...names].sort().join(' ');
}

// What Runner::On is called with, and what is worked out anew (watch/anew.h): a string, or a constant of the same folder.
function job_kinds(paths) {
  const text_of = (path) => without_comments(read(path));
  const found = [];
  for (const path of paths.filter((one) => /\.cc$/.test(one))) {
    const text = text_of(path);
    const named = [
      ...text.matchAll(/\brunner\.On\(\s*(?:std::string\()?("[a-z_.]+"|\w+(?:\.\w+)?)/g),
      ...text.matchAll(/\bwatch::Anew \w+\{\s*\.kind = (\w+)/g),
    ];
    for (const [, name] of named) {
      if (name === 'anew.kind') continue;  // the second expression finds these
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      // The file itself first: two of a folder may call different kinds the same.
      const texts = [text, ...paths.filter((one) => one.startsWith(folder)).map(text_of)];
      const value = new RegExp(`\\b${name}(?:\\[\\])? = "([a-z_.]+)"`);
      const kind = name.startsWith('"') ? name.slice(1, -1) : texts.map((one) => value.exec(one)?.[1]).find(Boolean);
      found.push({ kind, path });
    }
  }
  return found;
}

const english = catalogue('messages/en.json');
const code = files(['src', 'web/src'], (path) => /\.(cc|h|ts|svelte)$/.test(path) && !/([._]test\.|test_)/.test(path));
const named = new Set();
const prefixes = new Set(put_together);

const jobs = job_kinds(code);
for (const { kind, path } of jobs) {
  report.that(kind && `job.${kind}` in english, `${path}: job.${kind ?? '?'} is not in messages/en.json: each kind of job that runs has a name`);
}
const runs = new Set(jobs.map(({ kind }) => `job.${kind}`));
report.none(Object.keys(english).filter((key) => key.startsWith('job.') && !runs.has(key)), 'messages/en.json: no such job runs');
for (const path of code) {
  const text = without_comments(read(path));
  for (const [, kind] of text.matchAll(/\bAction\s+\w+[({][^;"]*"([a-z_]+\.[a-z_.]+)"/g)) {
    report.that(`action.${kind}` in english, `${path}: action.${kind} is not in messages/en.json`);
  }
  text.split('\n').forEach((line, index) => {
    for (const [, key, after] of line.matchAll(/["'`]([a-z][a-z0-9_]*\.[a-z0-9_.]*)(["'`]|\$\{(?!string\}))/g)) {
      if (key in english) named.add(key);
      if (!families.has(key.split('.')[0])) continue;
      if (/^\w+\.$/.test(key) && after !== '${') continue;  // a question which family a key is of
      const at = `${path}:${index + 1}`;
      if (key.endsWith('.') || key.endsWith('_') || after === '${') {
        const known = [...prefixes].some((prefix) => key.startsWith(prefix));
        report.that(known, `${at}: keys are put together from "${key}"; declare that in test/check/messages.mjs`);
      } else if (key_form.test(key)) {
        report.that(key in english, `${at}: ${key} is not in messages/en.json`);
      }
    }
  });
}
for (const key of Object.keys(english)) {
  const used = named.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
  report.that(used, `messages/en.json: nothing names ${key}`);
}
for (const path of files(['messages'], (name) => name.endsWith('.json') && name !== 'messages/en.json')) {
  const sentences = catalogue(path);
  report.none(Object.keys(sentences).filter((key) => !(key in english)), `${path}: not in English`);
  report.none(Object.keys(english).filter((key) => !(key in sentences)), `${path}: missing`);
  const differs = (key) => key in english && is_balanced(sentences[key]) && names_of(sentences[key]) !== names_of(english[key]);
  report.none(Object.keys(sentences).filter(differs), `${path}: other arguments or marks than in English`);
}
report.end();
