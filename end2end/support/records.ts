import type { Page } from '@playwright/test';

/** Everything in a table of the database. */
export async function table(page: Page, name: string): Promise<Record<string, unknown>[]> {
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
