// The words that letters start from: reading, saving, and what the editor does to the text.
import { act } from '../action/act';
import { api, ifMatch, ok, type Schema } from '../api/client';
import { t } from '../messages';

export type Template = Schema<'LetterTemplate'>;
export type Kind = Schema<'LetterKind'>;
export type Field = Schema<'LetterField'>;
export type Preview = Schema<'LetterPreview'>;
export interface Words {
  subject: string;
  body: string;
}

export const templateTables = ['letter_template'];

export function sameWords(a: Words, b: Words): boolean {
  return a.subject.trim() === b.subject.trim() && a.body.trim() === b.body.trim();
}

// A field where the cursor is, in place of what is marked; and where the cursor then is.
export function withField(text: string, start: number, end: number, name: string): { text: string; at: number } {
  const field = `{{${name}}}`;
  return { text: text.slice(0, start) + field + text.slice(end), at: start + field.length };
}

// "Deutsch" for "de", in the language itself; the code where nobody knows a name.
export function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}

export function saveTemplate(template: Template, words: Words): Promise<Template> {
  const { id } = template;
  const said = t('ui.letters.saved');
  if (id === null) {
    const body = { kind: template.kind, language: template.language, ...words };
    return act(() => api.POST('/api/v1/letter-templates', { body }), said, templateTables);
  }
  const params = { path: { id }, header: ifMatch(template.version) };
  return act(() => api.PATCH('/api/v1/letter-templates/{id}', { params, body: words }), said, templateTables);
}

export async function removeTemplate(template: Template, said: string): Promise<void> {
  const { id } = template;
  if (id === null) return;
  await act(() => api.DELETE('/api/v1/letter-templates/{id}', { params: { path: { id } } }).then((answer) => ({ ...answer, data: {} })), said, templateTables);
}

export function previewWords(kind: Template['kind'], language: string, words: Words, handoff_id: string | null, has_page = false): Promise<Preview> {
  return ok(api.POST('/api/v1/letter-templates/preview', { body: { kind, language, ...words, ...(handoff_id ? { handoff_id, has_page } : {}) } }));
}

// What stands in the way, at its field.
export function faultAt(preview: Preview | undefined, path: string): string | undefined {
  const found = preview?.faults.filter((fault) => fault.path === path).map((fault) => fault.message) ?? [];
  return found.join(' ') || undefined;
}
