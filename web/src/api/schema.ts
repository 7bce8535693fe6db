// The types of the HTTP API. `npm run schema` overwrites this file from api/openapi.json.

export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail?: string;
      errors?: { path: string; message: string }[];
      request_id?: string;
    };
    Role: 'rep' | 'manager' | 'director' | 'administrator';
    Me: {
      person: {
        id: string;
        name: string;
        initials: string;
        email: string | null;
        role: components['schemas']['Role'];
        title: string;
        language: string;
        time_zone: string;
      };
      organization: {
        id: string;
        version: number;
        name: string;
        currency: string;
        time_zone: string;
        language: string;
        is_demo: boolean;
      };
      now: string;
      rights: { deed: string; word: string; reach: string }[];
    };
    SignIn: { email: string; password: string };
    Demo: { offered: boolean; people: { as: string; name: string; role: string }[] };
    DemoSessionInput: { as: string };
    Invitation: {
      kind: 'setup' | 'join' | 'reset';
      name: string;
      email: string | null;
      organization_name: string | null;
    };
    Acceptance: {
      name: string;
      email: string;
      password: string;
      organization_name?: string;
      currency?: string;
      time_zone?: string;
    };
    SearchHit: { kind: string; id: string; title: string; detail: string };
    SearchHits: { items: components['schemas']['SearchHit'][]; next: string | null };
    Notice: {
      id: string;
      text: string;
      link: string;
      created_at: string;
      read_at: string | null;
    };
    NoticeList: { items: components['schemas']['Notice'][]; next: string | null; unread: number };
  };
}

type Schemas = components['schemas'];
type Failure = { content: { 'application/problem+json': Schemas['Problem'] }; headers: Record<string, unknown> };
interface Ok<T> {
  responses: {
    200: { content: { 'application/json': T }; headers: Record<string, unknown> };
    default: Failure;
  };
}
interface None {
  responses: { 204: { content?: never; headers: Record<string, unknown> }; default: Failure };
}
interface Body<T> {
  requestBody: { content: { 'application/json': T } };
}

export interface paths {
  '/api/v1/session': {
    get: { parameters: object } & Ok<Schemas['Me']>;
    post: { parameters: object } & Body<Schemas['SignIn']> & Ok<Schemas['Me']>;
    delete: { parameters: object } & None;
  };
  '/api/v1/demo': { get: { parameters: object } & Ok<Schemas['Demo']> };
  '/api/v1/demo/session': {
    post: { parameters: object } & Body<Schemas['DemoSessionInput']> & Ok<Schemas['Me']>;
  };
  '/api/v1/invitations/{token}': {
    get: { parameters: { path: { token: string } } } & Ok<Schemas['Invitation']>;
  };
  '/api/v1/invitations/{token}/acceptance': {
    post: { parameters: { path: { token: string } } } & Body<Schemas['Acceptance']> & Ok<Schemas['Me']>;
  };
  '/api/v1/search': {
    get: { parameters: { query: { q: string; limit?: number } } } & Ok<Schemas['SearchHits']>;
  };
  '/api/v1/notices': {
    get: { parameters: { query?: { after?: string } } } & Ok<Schemas['NoticeList']>;
  };
  '/api/v1/notices/read': {
    post: { parameters: object } & Body<{ ids?: string[] }> & None;
  };
  '/api/v1/actions/{id}/undo': {
    post: { parameters: { path: { id: string } } } & None;
  };
}
