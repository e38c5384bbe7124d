/** A message in one line: for the list of chats, notes and notifications. */
import type { Message } from '@rendezvous/im';
import type { Summary } from '@rendezvous/rendezvous';

export type SummaryText = Summary['texts'][string];

/** The summary in `language`, else in English, else in whatever there is. */
export function summaryIn(summary: Summary, language: string): SummaryText | undefined {
  return summary.texts[language] ?? summary.texts['en'] ?? Object.values(summary.texts)[0];
}

export function textOfMessage(message: Message, language: string): string {
  switch (message.kind) {
    case 'text':
      return message.text.replace(/\s+/gu, ' ');
    case 'receipt':
      return summaryIn(message.summary, language)?.title ?? '';
    case 'invitation':
      return message.application.name;
  }
}
