// What the scripts share: where the venue is, a check that says what was wrong, and a step that fails in time.
export const { REST, WS, KEY, SECRET, PASSPHRASE, PRIVATE_KEY } = process.env;

export function check(condition, what) {
  if (!condition) {
    throw new Error(what);
  }
}

// The first value that a subscription brings and that is wanted.
export function first(subscribe, wanted, what) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing came: ${what}`)), 10_000);
    subscribe((value) => {
      if (wanted(value)) {
        clearTimeout(timer);
        resolve(value);
      }
    });
  });
}

export async function run(name, work) {
  try {
    const told = await work();
    console.log(JSON.stringify({ client: name, ...told }));
    process.exit(0);
  } catch (error) {
    console.error(`${name}: ${error.stack ?? error}`);
    process.exit(1);
  }
}
