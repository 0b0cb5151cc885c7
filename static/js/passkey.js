// Makes a passkey, or signs in with one, where this browser and this address can keep one.
(() => {
  const isAddress = /^[\d.]+$|:/.test(location.hostname); // a passkey belongs to a name
  const can = "PublicKeyCredential" in window && "webauthnJSON" in window && !isAddress;

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const box = form.closest("[data-passkey-box]");
    const button = form.querySelector("[type=submit]");
    const label = button.textContent;
    form.querySelector("[data-without-scripts]").remove();
    if (box) box.hidden = !can;
    if (!can) return say(form, "cannot", button);

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say(form, "");
      button.setAttribute("aria-busy", "true");
      button.textContent = button.dataset.busy;
      try {
        const credential = form.dataset.passkey === "make" ? await make(form) : await show(form);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (error) {
        button.removeAttribute("aria-busy");
        button.textContent = label;
        say(form, error.name === "InvalidStateError" ? "known" : "stopped");
      }
    });
  });

  function make(form) {
    const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
    const wanted = options.creation_options;
    Object.assign(wanted.publicKey.authenticatorSelection, {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
    return webauthnJSON.create(wanted);
  }

  async function show(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return webauthnJSON.get((await answer.json()).request_options);
  }

  function say(form, what, button) {
    const says = form.querySelector("[data-passkey-says]");
    if (button) button.disabled = true;
    says.hidden = !what;
    says.querySelectorAll("[data-say]").forEach((one) => (one.hidden = one.dataset.say !== what));
  }
})();
