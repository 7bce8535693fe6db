// A file on its way in, with progress: fetch has none for what is sent. The server reads it and keeps nothing.
import { randomKey, type Schema } from '../api/client';
import { ProblemError, unreachable, type Problem } from '../api/problem';

export const largest = 10 << 20; // as the server takes

export function readFile(file: File, progress: (share: number) => void): Promise<Schema<'DocumentText'>> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/reviews/document?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('X-Baton-CSRF', '1');
    request.setRequestHeader('Idempotency-Key', randomKey());
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onerror = () => fail(new ProblemError({ status: unreachable, detail: '' }));
    request.onload = () => {
      try {
        const body = JSON.parse(request.responseText) as unknown;
        if (request.status < 300) done(body as Schema<'DocumentText'>);
        else fail(new ProblemError({ ...(body as Partial<Problem>), status: request.status }));
      } catch {
        fail(new ProblemError({ status: request.status, title: request.statusText }));
      }
    };
    request.send(file);
  });
}
