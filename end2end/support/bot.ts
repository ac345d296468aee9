import type { Locator, Page } from '@playwright/test';

/** The bot editor beside the chat. */
export function editorOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Bot' });
}

/** Chooses the mode of a parameter. */
export async function setMode(page: Page, parameter: string, mode: 'Inherit' | 'Send' | "Don't send"): Promise<void> {
  await editorOf(page).getByRole('combobox', { name: `${parameter} mode` }).selectOption({ label: mode });
}

/** Opens what is needed less often. */
export async function openDetails(page: Page): Promise<void> {
  await editorOf(page).getByText('Stop, seed, context, headers').click();
}
