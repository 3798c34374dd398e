/** Somebody who signed in. */
export interface Session {
  /** sha-256 of the cookie's secret, hex: the secret itself is kept nowhere. */
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** Discord's language of the user, such as `fr`. */
  readonly locale: string | null;
  /** Discord's access token, sealed. */
  readonly sealedToken: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface SessionStore {
  create(session: Session): Promise<void>;
  /** Only one that has not expired. */
  find(id: string): Promise<Session | undefined>;
  delete(id: string): Promise<void>;
}
