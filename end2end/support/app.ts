import { expect, type Locator, type Page } from '@playwright/test';

/** The five fields of the provider form. */
export interface Draft {
  id: string;
  name: string;
  endpoint: string;
  key?: string;
  models: string;
}

/** Names that the interface has in one language; the five fields have the same in both. */
interface Names {
  settings: string;
  save: string;
  message: string;
  conversation: string;
  provider: string;
  model: string;
}

export const ENGLISH: Names = {
  settings: 'Settings', save: 'Save', message: 'Message', conversation: 'Conversation', provider: 'Provider', model: 'Model',
};
export const KOREAN: Names = {
  settings: '설정', save: '저장', message: '메시지', conversation: '대화 내용', provider: '제공업체', model: '모델',
};

const FIELDS = { id: 'Provider ID', name: 'Display Name', endpoint: 'Endpoint URL', key: 'API Key', models: 'Models' } as const;

/** One page of the app, as a person finds their way in it: by roles and names. */
export class App {
  constructor(readonly page: Page, readonly names: Names = ENGLISH) {}

  /** Opens an address and waits until the page is alive. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => 'AIS' in window);
    // Somebody is there: the page need not wait to see whether it is used.
    await this.page.mouse.move(700, 5);
  }

  get settings(): Locator {
    return this.page.getByRole('dialog', { name: this.names.settings });
  }

  /** A field of the provider form. */
  field(field: keyof Draft): Locator {
    return this.settings.getByLabel(FIELDS[field]);
  }

  get save(): Locator {
    return this.settings.getByRole('button', { name: this.names.save });
  }

  get message(): Locator {
    return this.page.getByRole('textbox', { name: this.names.message });
  }

  get provider(): Locator {
    return this.page.getByRole('combobox', { name: this.names.provider });
  }

  get model(): Locator {
    return this.page.getByRole('combobox', { name: this.names.model, exact: true });
  }

  get log(): Locator {
    return this.page.getByRole('log', { name: this.names.conversation });
  }

  /** The messages, the user's and the replies. */
  get messages(): Locator {
    return this.log.getByRole('article');
  }

  /** The last reply. */
  get reply(): Locator {
    return this.messages.last();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async openSettings(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+KeyS');
    await expect(this.settings).toBeVisible();
  }

  async closeSettings(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.settings).toBeHidden();
  }

  /** Types what is given into the form; what is left out stays as it is. */
  async fill(draft: Partial<Draft>): Promise<void> {
    for (const [field, value] of Object.entries(draft) as [keyof Draft, string][]) await this.field(field).fill(value);
  }

  /** Settings, the five fields, Save, and back to the chat. */
  async saveProvider(draft: Draft): Promise<void> {
    await this.openSettings();
    await this.fill(draft);
    await this.save.click();
    await expect(this.settings.getByRole('status').filter({ hasText: draft.name })).toBeVisible();
    await this.closeSettings();
  }

  /** Gives the bot a provider by its display name, and one of its models. */
  async choose(provider: string, model?: string): Promise<void> {
    await this.provider.selectOption({ label: provider });
    if (model) await this.model.selectOption({ label: model });
  }

  /** Writes a message and presses Enter. */
  async send(text: string): Promise<void> {
    await this.message.fill(text);
    await this.message.press('Enter');
  }

  /** Opens the page, connects it, sends a message and waits for words of the reply. */
  async begin(endpoint: string, message: string, reply: string): Promise<void> {
    await this.open();
    await this.connect(endpoint);
    await this.send(message);
    await expect(this.reply).toContainText(reply);
  }

  /** Registers a provider by script and gives it to the bot. */
  async connect(endpoint: string, options: Record<string, unknown> = {}): Promise<void> {
    await this.page.evaluate(
      ([endpoint, options]) =>
        window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint, models: [{ id: 'lab-7b', name: 'Lab 7B' }], ...options }),
      [endpoint, options] as const,
    );
    await this.choose('Lab');
  }
}
