// Closing and opening words with AES-GCM. Keys cannot be taken out of the browser's crypto once they are in.
const utf8 = new TextEncoder();

const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

function base64(buffer) {
  let signs = "";
  for (const byte of new Uint8Array(buffer)) signs += String.fromCharCode(byte);
  return btoa(signs);
}

// Null where the browser gives no crypto: outside https and localhost.
export async function keyFrom(text) {
  if (!text || !globalThis.crypto?.subtle) return null;
  return crypto.subtle.importKey("raw", bytes(text), "AES-GCM", false, ["encrypt", "decrypt"]);
}

// `bound` is what the words belong to: a draft that is moved to another form or instance does not open.
export async function seal(key, thing, bound) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: utf8.encode(bound) };
  return `${base64(iv)}.${base64(await crypto.subtle.encrypt(how, key, utf8.encode(JSON.stringify(thing))))}`;
}

// Null when it cannot be opened: another key, another form, or damaged.
export async function open(key, sealed, bound) {
  try {
    const [iv, words] = sealed.split(".");
    const how = { name: "AES-GCM", iv: bytes(iv), additionalData: utf8.encode(bound) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, bytes(words))));
  } catch {
    return null;
  }
}
