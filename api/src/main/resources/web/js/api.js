// REST: reads are open, changes carry the key. The key comes with the address (#key=...), or is typed in; it stays in this tab.

const BASE = '/api/v1/hft';
const STORAGE = 'peregrine-key';

const fromAddress = new URLSearchParams(location.hash.slice(1)).get('key');
if (fromAddress) {
  sessionStorage.setItem(STORAGE, fromAddress);
  history.replaceState(null, '', location.pathname);
}

export const hasKey = () => Boolean(sessionStorage.getItem(STORAGE));

export async function get(path) {
  const response = await fetch(BASE + path);
  if (!response.ok) throw new Error(await reason(response));
  return response.json();
}

/** A change; asks for the key where there is none yet. */
export async function change(method, path) {
  if (!hasKey() && !await askForKey()) return null;
  const response = await fetch(BASE + path, {method, headers: {Authorization: 'Bearer ' + sessionStorage.getItem(STORAGE)}});
  if (response.status === 401) sessionStorage.removeItem(STORAGE);
  if (!response.ok) throw new Error(await reason(response));
  return response.json();
}

/** Opens the dialog for the key; true where there is one afterwards. */
export function askForKey() {
  const dialog = document.getElementById('key-dialog');
  const input = document.getElementById('key-input');
  input.value = '';
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'save' && input.value.trim()) sessionStorage.setItem(STORAGE, input.value.trim());
    input.value = '';
    resolve(hasKey());
  }, {once: true}));
}

async function reason(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return response.status + ' ' + response.statusText;
  }
}
