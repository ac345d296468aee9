import type { Page } from '@playwright/test';

/** A record as it is stored. */
export type Stored = Record<string, unknown>;

/** Everything in a table of the database. */
export async function table(page: Page, name: string): Promise<Stored[]> {
  return page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('aiscouncil');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const request = opening.result.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => {
            opening.result.close();
            resolve(request.result as Record<string, unknown>[]);
          };
        };
      }),
    name,
  );
}

/** Writes records behind the app's back. */
export async function put(page: Page, name: string, ...records: unknown[]): Promise<void> {
  await page.evaluate(
    ([name, records]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('aiscouncil');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(name, 'readwrite');
          for (const record of records) transaction.objectStore(name).put(record);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [name, records] as const,
  );
}
