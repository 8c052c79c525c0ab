/** Somebody at a hospital's sign-in page, without a browser: keeps cookies, presses a button, follows where it leads. */
export class HospitalVisitor {
  private readonly cookies = new Map<string, string>();

  /** Presses `Allow` or `Refuse` there; returns the address that the hospital leads back to. */
  async answer(address: string, button: 'Allow' | 'Refuse' = 'Allow'): Promise<URL> {
    const { origin } = new URL(address);
    let next = new URL(address);
    for (let step = 0; next.origin === origin && step < 10; step += 1) {
      const isQuestion = next.pathname.startsWith('/interaction/');
      next = await this.follow(next, isQuestion ? new URLSearchParams({ answer: button }) : null);
    }
    return next;
  }

  private async follow(address: URL, form: URLSearchParams | null): Promise<URL> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      method: form === null ? 'GET' : 'POST',
      body: form,
      headers: { cookie },
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined) this.cookies.set(name, value ?? '');
    }
    const location = response.headers.get('location');
    if (location === null)
      throw new Error(`the hospital answered ${response.status}: ${await response.text()}`);
    return new URL(location, address);
  }
}
