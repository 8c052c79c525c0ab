// Shows what needs a passkey where the browser has them, asks the device, and sends its answer as an ordinary form.
const { browserSupportsWebAuthn, startAuthentication, startRegistration } = SimpleWebAuthnBrowser;

/** What the device is to be asked; another page where we have no question, such as "please wait". */
async function questionFrom(form) {
  const body = new URLSearchParams({ _csrf: form.elements._csrf.value });
  const answer = await fetch(`${form.getAttribute('action')}/options`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`no question: ${answer.status}`);
  return answer.json();
}

async function send(form) {
  const start = form.dataset.passkey === 'add' ? startRegistration : startAuthentication;
  const problem = form.querySelector('[data-problem]');
  problem.hidden = true;
  try {
    form.elements.answer.value = JSON.stringify(await start({ optionsJSON: await questionFrom(form) }));
  } catch {
    // Closed by its user, unknown to the device, or no question: the page says what else to do.
    problem.hidden = false;
    return;
  }
  form.submit();
}

for (const part of document.querySelectorAll('[data-needs-passkeys]')) part.hidden = !browserSupportsWebAuthn();
for (const part of document.querySelectorAll('[data-without-passkeys]'))
  part.toggleAttribute('data-told', !browserSupportsWebAuthn());
for (const form of document.querySelectorAll('form[data-passkey]'))
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
