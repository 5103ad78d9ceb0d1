#include "sentiment/courtesy.hpp"

#include <algorithm>
#include <string_view>

namespace earshot::sentiment {

namespace {

struct phrases_of {
  std::string_view code;
  std::string_view phrases; ///< parted by '|'
};

constexpr phrases_of all_phrases[] = {
    {"en",
     "thank you|thanks|thank you very much|thanks a lot|many thanks|thx|ty|for your help|"
     "for the help|for your time|for the information|for the info|for your reply|for your patience|"
     "for helping|yes|yeah|yep|no|nope|ok|okay|sure|alright|all right|right|fine|please|please "
     "help|"
     "please help me|help|help me|can you help|can you help me|could you help me|i need help|"
     "i need some help|hello|hi|hey|there|good morning|good afternoon|good evening|good night|"
     "goodbye|good bye|bye|have a nice day|have a good day|you too|see you|got it|i see|"
     "i understand|one moment|one moment please|sorry|excuse me|you're welcome|you are welcome|"
     "welcome|no problem|no worries|never mind|that's all|that is all|nothing else|sir|madam"},
    {"da",
     "tak|mange tak|tak for hjælpen|tak for hjælp|tak for svar|tak for det|ja|jo|nej|ok|okay|fint|"
     "hej|hejsa|goddag|god dag|godmorgen|god morgen|god aften|farvel|hav en god dag|i lige måde|"
     "hjælp|hjælp mig|kan du hjælpe mig|kan i hjælpe mig|jeg har brug for hjælp|beklager|undskyld|"
     "venligst|vær venlig|selv tak|det var alt|med venlig hilsen"},
    {"no",
     "takk|tusen takk|mange takk|takk for hjelpen|takk for svar|ja|jo|nei|ok|okei|greit|hei|god "
     "dag|"
     "god morgen|god kveld|ha det|ha en fin dag|i like måte|hjelp|hjelp meg|kan du hjelpe meg|"
     "jeg trenger hjelp|beklager|unnskyld|vær så snill|vennligst|bare hyggelig|det var alt"},
    {"sv",
     "tack|tack så mycket|tackar|tack för hjälpen|tack för svar|ja|jo|nej|ok|okej|hej|hejsan|"
     "god dag|god morgon|god kväll|hej då|ha en bra dag|detsamma|hjälp|hjälp mig|"
     "kan du hjälpa mig|jag behöver hjälp|ursäkta|förlåt|snälla|vänligen|det var allt|varsågod"},
    {"fi",
     "kiitos|kiitos paljon|paljon kiitoksia|kiitti|kiitos avusta|kiitos vastauksesta|kyllä|joo|juu|"
     "ei|ok|okei|selvä|hei|moi|terve|huomenta|hyvää huomenta|hyvää päivää|hyvää iltaa|näkemiin|"
     "hei hei|hyvää päivänjatkoa|samoin|apua|auttakaa|voitko auttaa|voitteko auttaa|"
     "voitteko auttaa minua|tarvitsen apua|anteeksi|ole hyvä|siinä kaikki"},
    {"de",
     "danke|vielen dank|danke schön|dankeschön|danke für die hilfe|danke für ihre hilfe|"
     "danke für die antwort|ja|nein|ok|okay|gut|in ordnung|alles klar|hallo|guten tag|guten morgen|"
     "guten abend|moin|auf wiedersehen|tschüss|schönen tag noch|ebenfalls|bitte|hilfe|"
     "bitte helfen sie mir|können sie mir helfen|kannst du mir helfen|ich brauche hilfe|"
     "entschuldigung|kein problem|das war alles|mit freundlichen grüßen|gerne"},
    {"nl",
     "bedankt|dank je|dank je wel|dank u|dank u wel|dankjewel|bedankt voor de hulp|"
     "bedankt voor uw "
     "hulp|ja|nee|ok|oké|oke|prima|goed|hallo|hoi|goedemorgen|goedemiddag|goedendag|"
     "goedenavond|tot ziens|doei|fijne dag|fijne dag nog|alstublieft|alsjeblieft|graag|hulp|help|"
     "kunt u mij helpen|kan je me helpen|ik heb hulp nodig|sorry|pardon|geen probleem|dat was "
     "alles"},
    {"fr",
     "merci|merci beaucoup|merci bien|merci pour votre aide|merci pour votre réponse|oui|non|ok|"
     "d'accord|bonjour|bonsoir|salut|au revoir|bonne journée|bonne soirée|de même|"
     "s'il vous plaît|s'il vous plait|svp|stp|aide|aidez-moi|pouvez-vous m'aider|"
     "j'ai besoin d'aide|pardon|excusez-moi|pas de problème|c'est tout|de rien|cordialement"},
    {"es",
     "gracias|muchas gracias|mil gracias|gracias por la ayuda|gracias por su ayuda|"
     "gracias por la respuesta|sí|si|no|ok|vale|de acuerdo|bien|hola|buenos días|buenas tardes|"
     "buenas noches|buenas|adiós|que tenga un buen día|igualmente|por favor|ayuda|ayúdeme|ayúdame|"
     "me puede ayudar|me puedes ayudar|necesito ayuda|perdón|disculpe|no hay problema|eso es todo|"
     "de nada"},
    {"it", "grazie|grazie mille|molte grazie|grazie per l'aiuto|grazie della risposta|sì|si|no|ok|"
           "va bene|bene|ciao|salve|buongiorno|buon giorno|buonasera|arrivederci|buona giornata|"
           "altrettanto|per favore|per piacere|prego|aiuto|mi aiuti|può aiutarmi|puoi aiutarmi|"
           "ho bisogno di aiuto|scusi|mi scusi|scusa|nessun problema|è tutto|di niente"},
    {"pt",
     "obrigado|obrigada|muito obrigado|muito obrigada|obg|obrigado pela ajuda|obrigada pela ajuda|"
     "sim|não|nao|ok|está bem|tudo bem|certo|olá|oi|bom dia|boa tarde|boa noite|adeus|tchau|"
     "tenha um bom dia|igualmente|por favor|ajuda|me ajude|me ajuda|pode me ajudar|pode ajudar-me|"
     "preciso de ajuda|desculpe|com licença|sem problema|é só isso|de nada"},
    {"pl",
     "dziękuję|dzięki|dziękuję bardzo|bardzo dziękuję|dziękuję za pomoc|dziękuję za "
     "odpowiedź|tak|nie|"
     "ok|dobrze|dobra|cześć|dzień dobry|dobry wieczór|do widzenia|miłego dnia|wzajemnie|proszę|"
     "proszę o pomoc|pomocy|czy może mi pan pomóc|czy może mi pani pomóc|potrzebuję pomocy|"
     "przepraszam|nie ma problemu|to wszystko|pozdrawiam"},
};

} // namespace

courtesy_list::courtesy_list(const tokenizer& reader) {
  for (const auto& [code, phrases] : all_phrases) {
    entry& e = languages_.emplace_back(entry{*language::parse(code), {}});
    for (std::size_t begin = 0; begin < phrases.size();) {
      std::size_t end = std::min(phrases.find('|', begin), phrases.size());
      e.phrases.add(phrases.substr(begin, end - begin), 0, reader);
      begin = end + 1;
    }
  }
}

bool courtesy_list::is_all(const token_list& tokens, language lang) const {
  auto found = std::ranges::find(languages_, lang, &entry::lang);
  if (found == languages_.end())
    return false;
  auto count = static_cast<std::uint32_t>(tokens.tokens.size());
  for (std::uint32_t i = 0; i < count;) {
    auto match = found->phrases.find(tokens, i);
    if (!match && tokens.tokens[i].kind != token_kind::punctuation)
      return false;
    i = match ? match.last : i + 1;
  }
  return true;
}

} // namespace earshot::sentiment
