#include "sentiment/courtesy_phrases.hpp"

namespace earshot::sentiment {

// clang-format off
constexpr courtesy_phrases all_courtesy[] = {
    {.code = "en",
     .alone =
         "thank you|thanks|thank you very much|thanks a lot|many thanks|thx|ty|for your help|"
         "for the help|for your time|for the information|for the info|for your reply|"
         "for your patience|for helping|yes|yeah|yep|no|nope|right|hey|well|please|please help|"
         "please help me|help|help me|can you help|can you help me|could you help me|i need help|"
         "i need some help|there|good night|goodbye|good bye|bye|have a nice day|have a good day|"
         "you too|see you|i understand|one moment|one moment please|you're welcome|"
         "you are welcome|welcome|no problem|no worries|nothing|nothing now|thankyou|"
         "for your service|for your support|for your booking|for your information|for the support|"
         "for all your help|to chat with you|ya|never mind|thats all|thats it|thats everything|"
         "im sorry|youre welcome|ill wait|that's all|that is all|nothing else|sir|madam|"
         "thank you so far|thanks for letting me know|thanks for the quick reply|"
         "thanks for the reply|thanks for your time|thank u|okay then|very well|that's everything|"
         "that is everything|that's it|that is it|that is all for now|that's all for now|"
         "nothing more|no more questions|i'll wait|i will wait|i'm waiting|i am waiting|"
         "sure thing|no thanks|no thank you|have a great day|have a good one|have a nice weekend|"
         "have a good weekend|have a nice evening|same to you|take care|cheers|a minute please|"
         "one second|just a moment|just a second|of course|certainly|correct|exactly|as well|"
         "for now|then|and|so|again|very much|typo|for the trouble|for the delay|"
         "for the inconvenience|for any inconvenience|about that|for that|to bother you|"
         "to trouble you|to disturb you|for bothering you|for the late reply|for the confusion|"
         "for the late answer|wrong number|wrong chat",
     .opening =
         "hello|hi|hi there|hello there|good morning|good afternoon|good evening|good day|"
         "dear sir|dear madam|dear team|to whom it may concern|sorry|oh sorry|im sorry|"
         "im so sorry|oh i'm sorry|i'm sorry|i am sorry|i'm so sorry|i am so sorry|so sorry|"
         "very sorry|really sorry|sorry but|i'm sorry but|i am sorry but|apologies|my apologies|"
         "oops|oops sorry|whoops|pardon|pardon me|excuse me|i apologise|i apologize|my mistake|"
         "my bad|sorry for the trouble|sorry for the delay|sorry for the inconvenience|"
         "sorry for any inconvenience|sorry about that|sorry to bother you|sorry to trouble you|"
         "sorry to disturb you|sorry for bothering you|sorry for the late reply|"
         "sorry for the late answer|sorry for the late response|sorry for the confusion|"
         "apologies for the delay|thanks in advance|thank you in advance|many thanks in advance",
     .before_a_pause =
         "ok|okay|alright|all right|sure|fine|got it|i see",
     .closing =
         "best regards|kind regards|warm regards|with kind regards|regards|best wishes|"
         "yours sincerely|yours faithfully|sincerely|yours truly",
     .never =
         "sorry you|sorry you're|sorry your|sorry for your|sorry for you|sorry for her|"
         "sorry for him|sorry for them|sorry to hear|sorry that you|sorry that happened|"
         "sorry this happened|sorry she|sorry he|sorry they|sorry excuse|sorry state|"
         "sorry service|sorry company",
     .mocking =
         "thanks for nothing|thank you for nothing|thanks for absolutely nothing|"
         "thank you for absolutely nothing|thanks a lot for nothing|thank you so much for nothing|"
         "thank you very much for nothing|thank you so very much for nothing|"
         "thanks for wasting my time|thank you for wasting my time|no thanks to you|what a joke|"
         "is this a joke|your service is a joke|great just great"},
    {.code = "da",
     .alone =
         "tak|mange tak|tak for hjælpen|tak for hjælp|tak for svar|tak for det|jo|nej|farvel|"
         "hav en god dag|i lige måde|hjælp|hjælp mig|kan du hjælpe mig|kan i hjælpe mig|"
         "jeg har brug for hjælp|venligst|vær venlig|selv tak|det var alt|tusind tak|tusinde tak|"
         "tak skal du have|tak skal i have|tak for hurtigt svar|mange tak for hjælpen|"
         "det var det hele|ikke andet|jeg venter|hav en god weekend|god weekend|hav en god aften|"
         "fortsat god dag|lige et øjeblik|et øjeblik|helt i orden|det var så lidt|hej hej|vi ses|"
         "netop|præcis|korrekt|ja tak|nej tak|fint nok",
     .opening =
         "hej|hejsa|hej med jer|hej igen|goddag|god dag|godmorgen|god morgen|godaften|god aften|"
         "godeftermiddag|kære|undskyld|oh undskyld|undskyld mig|undskyld forstyrrelsen|"
         "undskyld det sene svar|undskyld ventetiden|beklager|beklager forstyrrelsen|"
         "beklager det sene svar|jeg beklager|det må du undskylde|det må i undskylde|ups|"
         "på forhånd tak|mange tak på forhånd|tak på forhånd",
     .before_a_pause =
         "ok|okay|ja|fint|det er fint|det er i orden|det er helt i orden|godt",
     .closing =
         "venlig hilsen|med venlig hilsen|de bedste hilsner|bedste hilsner|hilsen|mange hilsner|"
         "mvh|vh|kh",
     .mocking =
         "tak for ingenting|tak for lort|det er til grin|helt til grin"},
    {.code = "no",
     .alone =
         "takk|tusen takk|mange takk|takk for hjelpen|takk for svar|jo|nei|ha det|ha en fin dag|"
         "i like måte|hjelp|hjelp meg|kan du hjelpe meg|jeg trenger hjelp|vær så snill|vennligst|"
         "bare hyggelig|det var alt|tusen takk for hjelpen|takk skal du ha|takk skal dere ha|"
         "takk for raskt svar|takk for det|det var det|ikke noe mer|jeg venter|ha en fin helg|"
         "god helg|ha en fin kveld|fortsatt god dag|et øyeblikk|helt greit|ha det bra|vi snakkes|"
         "nettopp|akkurat|stemmer|ja takk|nei takk|ingen problem|ikke noe problem",
     .opening =
         "hei|heisann|hallo|hei igjen|god dag|god morgen|god kveld|god ettermiddag|kjære|unnskyld|"
         "oi unnskyld|unnskyld meg|unnskyld forstyrrelsen|unnskyld at jeg forstyrrer|beklager|"
         "beklager så mye|beklager forstyrrelsen|beklager sent svar|jeg beklager|oi|oi beklager|"
         "på forhånd takk|takk på forhånd|tusen takk på forhånd",
     .before_a_pause =
         "ok|okei|ja|greit|det er greit|det er fint|fint",
     .closing =
         "vennlig hilsen|med vennlig hilsen|beste hilsen|beste hilsener|hilsen|mvh|vh",
     .mocking =
         "takk for ingenting|takk for absolutt ingenting|for en vits|for en spøk"},
    {.code = "sv",
     .alone =
         "tack|tack så mycket|tackar|tack för hjälpen|tack för svar|jo|nej|hej då|ha en bra dag|"
         "detsamma|hjälp|hjälp mig|kan du hjälpa mig|jag behöver hjälp|snälla|vänligen|"
         "det var allt|varsågod|tusen tack|stort tack|tack ska du ha|tack för snabbt svar|"
         "tack för det|inget mer|jag väntar|trevlig helg|ha en trevlig helg|ha en fin dag|"
         "ha en bra kväll|trevlig dag|ett ögonblick|det är bra|helt okej|vi hörs|precis|stämmer|"
         "det stämmer|ja tack|nej tack|inga problem|hej hej",
     .opening =
         "hej|hejsan|hallå|hej igen|god dag|god morgon|god kväll|god eftermiddag|tjena|kära|"
         "ursäkta|oj ursäkta|ursäkta mig|ursäkta att jag stör|förlåt|oj förlåt|förlåt mig|"
         "förlåt att jag stör|förlåt för sent svar|ber om ursäkt|jag ber om ursäkt|oj|"
         "tack på förhand|tusen tack på förhand|på förhand tack",
     .before_a_pause =
         "ok|okej|ja|bra|det är okej|det går bra|jaha",
     .closing =
         "vänlig hälsning|vänliga hälsningar|med vänlig hälsning|med vänliga hälsningar|"
         "hälsningar|hälsning|mvh",
     .mocking =
         "tack för ingenting|tack för absolut ingenting|vilket skämt"},
    {.code = "fi",
     .alone =
         "kiitos|kiitos paljon|paljon kiitoksia|kiitti|kiitos avusta|kiitos vastauksesta|ei|"
         "näkemiin|hei hei|hyvää päivänjatkoa|samoin|apua|auttakaa|voitko auttaa|voitteko auttaa|"
         "voitteko auttaa minua|tarvitsen apua|ole hyvä|siinä kaikki|suuret kiitokset|"
         "tuhannet kiitokset|suurkiitos|kiitoksia|kiitos nopeasta vastauksesta|kiitos tiedosta|"
         "ei muuta|odotan|hyvää viikonloppua|mukavaa viikonloppua|mukavaa päivää|"
         "hyvää päivän jatkoa|hyvää illanjatkoa|pieni hetki|hetkinen|sopii|se käy hyvin|aivan|"
         "juuri niin|kyllä kiitos|ei kiitos|ei ongelmaa|ei se mitään|kuulemiin|heippa",
     .opening =
         "hei|moi|moikka|terve|hei vaan|hei taas|huomenta|hyvää huomenta|hyvää päivää|hyvää iltaa|"
         "iltaa|päivää|anteeksi|ai anteeksi|oi anteeksi|anteeksi häiriö|anteeksi että häiritsen|"
         "pahoittelut|pahoittelen|pahoittelen häiriötä|pahoittelut häiriöstä|"
         "pahoittelut myöhäisestä vastauksesta|pyydän anteeksi|hups|kiitos etukäteen|"
         "paljon kiitoksia etukäteen|kiitos jo etukäteen",
     .before_a_pause =
         "ok|okei|selvä|kyllä|joo|juu|hyvä|se sopii|se käy|asia selvä",
     .closing =
         "terveisin|ystävällisin terveisin|parhain terveisin|terveiset|t",
     .mocking =
         "kiitos ei mistään|kiitos tyhjästä|mikä vitsi"},
    {.code = "de",
     .alone =
         "danke|vielen dank|danke schön|dankeschön|danke für die hilfe|danke für ihre hilfe|"
         "danke für die antwort|nein|auf wiedersehen|tschüss|schönen tag noch|ebenfalls|bitte|"
         "hilfe|bitte helfen sie mir|können sie mir helfen|kannst du mir helfen|ich brauche hilfe|"
         "kein problem|das war alles|gerne|besten dank|herzlichen dank|danke sehr|dank|"
         "vielen herzlichen dank|danke für die info|danke für die schnelle antwort|"
         "vielen dank für die hilfe|das wäre alles|das ist alles|das war's|sonst nichts|ich warte|"
         "schönes wochenende|schönen abend|schönen abend noch|einen schönen tag|gleichfalls|"
         "einen moment|einen moment bitte|moment|das passt|geht klar|genau|richtig|stimmt|"
         "ja bitte|ja gerne|ja danke|nein danke|kein thema|bis dann|bis bald",
     .opening =
         "hallo|hi|hey|guten tag|guten morgen|guten abend|moin|servus|grüß gott|grüezi|"
         "hallo zusammen|liebes team|sehr geehrte damen und herren|entschuldigung|"
         "entschuldigen sie|entschuldige|entschuldigung für die störung|"
         "entschuldigen sie die störung|tut mir leid|es tut mir leid|tut mir sehr leid|"
         "tut mir leid für die störung|verzeihung|sorry|oh sorry|oh entschuldigung|ups|"
         "ich bitte um entschuldigung|danke im voraus|vielen dank im voraus|besten dank im voraus",
     .before_a_pause =
         "ok|okay|ja|gut|alles klar|in ordnung|passt|schön",
     .closing =
         "mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|viele grüße|liebe grüße|"
         "beste grüße|schöne grüße|herzliche grüße|grüße|gruß|lg|mfg|vg|hochachtungsvoll",
     .mocking =
         "danke für nichts|danke für gar nichts|das ist ein witz|soll das ein witz sein"},
    {.code = "nl",
     .alone =
         "bedankt|dank je|dank je wel|dank u|dank u wel|dankjewel|bedankt voor de hulp|"
         "bedankt voor uw hulp|nee|tot ziens|doei|fijne dag|fijne dag nog|alstublieft|alsjeblieft|"
         "graag|hulp|help|kunt u mij helpen|kan je me helpen|ik heb hulp nodig|geen probleem|"
         "dat was alles|heel erg bedankt|hartelijk dank|hartelijk bedankt|dank|dankuwel|"
         "bedankt voor de info|bedankt voor de snelle reactie|bedankt voor je hulp|dat was het|"
         "dat is alles|verder niets|ik wacht|ik wacht even|fijn weekend|prettige dag|"
         "prettig weekend|fijne avond|fijne avond nog|hetzelfde|insgelijks|een momentje|"
         "een moment|momentje|prima zo|precies|klopt|dat klopt|ja graag|nee bedankt|nee dank je|"
         "nee dank u|tot dan|doeg",
     .opening =
         "hallo|hoi|hey|hi|goedemorgen|goedemiddag|goedendag|goedenavond|dag|beste|geachte heer|"
         "geachte mevrouw|beste mensen|sorry|oh sorry|oeps|oeps sorry|pardon|excuses|mijn excuses|"
         "excuus|sorry hoor|sorry voor het storen|excuses voor het storen|sorry voor het ongemak|"
         "excuses voor het ongemak|sorry voor de late reactie|neem me niet kwalijk|alvast bedankt|"
         "alvast heel erg bedankt|bij voorbaat dank|alvast dank",
     .before_a_pause =
         "ok|oké|oke|ja|goed|prima|is goed|dat is goed|top",
     .closing =
         "met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|"
         "groeten|groetjes|groet|mvg|hoogachtend",
     .mocking =
         "bedankt voor niks|bedankt voor niets|wat een grap|wat een lachertje"},
    {.code = "fr",
     .alone =
         "merci|merci beaucoup|merci bien|merci pour votre aide|merci pour votre réponse|non|"
         "au revoir|bonne journée|bonne soirée|de même|s'il vous plaît|s'il vous plait|svp|stp|"
         "aide|aidez-moi|pouvez-vous m'aider|j'ai besoin d'aide|pas de problème|c'est tout|"
         "de rien|merci à vous|mille mercis|grand merci|un grand merci|merci pour l'info|"
         "merci pour l'information|merci pour votre réponse rapide|merci pour tout|"
         "merci de votre réponse|ce sera tout|c'est tout pour moi|rien d'autre|j'attends|"
         "bon week-end|bonne soirée à vous|bonne journée à vous|bonne fin de journée|à vous aussi|"
         "pareillement|un instant|un moment|une minute|ça marche|ça me va|exactement|c'est ça|"
         "tout à fait|bien sûr|oui merci|non merci|oui s'il vous plaît|à bientôt|à plus",
     .opening =
         "bonjour|bonsoir|salut|bonjour madame|bonjour monsieur|coucou|rebonjour|bonjour à tous|"
         "désolé|désolée|je suis désolé|je suis désolée|vraiment désolé|oh désolé|ah désolé|"
         "pardon|oh pardon|excusez-moi|excusez moi|désolé de vous déranger|"
         "désolée de vous déranger|excusez-moi de vous déranger|désolé pour le dérangement|"
         "désolé pour le retard|toutes mes excuses|mes excuses|je m'excuse|oups|merci d'avance|"
         "merci beaucoup d'avance|merci par avance|d'avance merci",
     .before_a_pause =
         "ok|oui|d'accord|très bien|bien|entendu|bon",
     .closing =
         "cordialement|bien cordialement|très cordialement|sincères salutations|salutations|"
         "bien à vous|cdt|cdlt|respectueusement",
     .mocking =
         "merci pour rien|merci pour que dalle|quelle blague|vous vous moquez de moi|"
         "vous vous fichez de moi"},
    {.code = "es",
     .alone =
         "gracias|muchas gracias|mil gracias|gracias por la ayuda|gracias por su ayuda|"
         "gracias por la respuesta|no|adiós|que tenga un buen día|igualmente|por favor|ayuda|"
         "ayúdeme|ayúdame|me puede ayudar|me puedes ayudar|necesito ayuda|no hay problema|"
         "eso es todo|de nada|muchísimas gracias|gracias por todo|gracias por su tiempo|"
         "gracias por la información|gracias por responder|gracias por su respuesta|"
         "eso sería todo|es todo|nada más|espero|que tenga buen día|"
         "que tenga un buen fin de semana|buen fin de semana|feliz día|un momento|"
         "un momento por favor|un segundo|muy bien|perfecto gracias|correcto|exacto|así es|"
         "por supuesto|sí gracias|no gracias|sí por favor|hasta luego|hasta pronto|ayuda por favor",
     .opening =
         "hola|buenas|buenos días|buenas tardes|buenas noches|buen día|hola buenas|"
         "hola buenas tardes|hola buenos días|estimados|lo siento|lo siento mucho|perdón|"
         "ay perdón|perdona|perdone|disculpa|disculpe|disculpen|mis disculpas|"
         "disculpe la molestia|disculpen la molestia|disculpe las molestias|"
         "disculpen las molestias|perdón por la molestia|perdón por la demora|uy|ups|"
         "gracias de antemano|muchas gracias de antemano|de antemano gracias|"
         "gracias por adelantado",
     .before_a_pause =
         "ok|vale|sí|si|bien|de acuerdo|está bien|bueno|claro",
     .closing =
         "saludos|un saludo|saludos cordiales|un cordial saludo|cordiales saludos|atentamente|"
         "cordialmente",
     .mocking =
         "gracias por nada|vaya broma|tomadura de pelo|tomando el pelo"},
    {.code = "it",
     .alone =
         "grazie|grazie mille|molte grazie|grazie per l'aiuto|grazie della risposta|no|"
         "arrivederci|buona giornata|altrettanto|per favore|per piacere|prego|aiuto|mi aiuti|"
         "può aiutarmi|puoi aiutarmi|ho bisogno di aiuto|nessun problema|è tutto|di niente|"
         "mille grazie|tante grazie|grazie di tutto|grazie a lei|grazie a voi|grazie tante|"
         "grazie per la risposta|grazie per le informazioni|grazie per l'informazione|"
         "questo è tutto|nient'altro|aspetto|attendo|buon fine settimana|buon weekend|"
         "buona serata|buona giornata a lei|un attimo|un momento|un attimo per favore|molto bene|"
         "perfetto grazie|esatto|corretto|giusto|certamente|sì grazie|no grazie|sì per favore|"
         "a presto|aiutatemi|per favore aiutatemi",
     .opening =
         "salve|ciao|buongiorno|buon giorno|buonasera|buona sera|buon pomeriggio|gentile team|"
         "mi dispiace|mi spiace|mi dispiace molto|scusi|scusa|scusate|mi scusi|oh scusi|"
         "chiedo scusa|le mie scuse|scusi il disturbo|scusate il disturbo|"
         "mi scusi per il disturbo|ops|grazie in anticipo|grazie mille in anticipo|"
         "in anticipo grazie|grazie anticipatamente",
     .before_a_pause =
         "ok|va bene|sì|si|bene|d'accordo|certo|allora",
     .closing =
         "cordiali saluti|distinti saluti|saluti|un saluto|cordialmente|un cordiale saluto|"
         "tanti saluti",
     .mocking =
         "grazie per niente|grazie di niente davvero|che barzelletta|presa in giro|"
         "prendendo in giro"},
    {.code = "pt",
     .alone =
         "obrigado|obrigada|muito obrigado|muito obrigada|obg|obrigado pela ajuda|"
         "obrigada pela ajuda|não|nao|adeus|tchau|tenha um bom dia|igualmente|por favor|ajuda|"
         "me ajude|me ajuda|pode me ajudar|pode ajudar-me|preciso de ajuda|com licença|"
         "sem problema|é só isso|de nada|muitíssimo obrigado|obrigado por tudo|obrigada por tudo|"
         "obrigado pela informação|obrigado pela resposta|obrigada pela resposta|valeu|"
         "isso é tudo|é tudo|mais nada|espero|eu espero|fico à espera|aguardo|bom fim de semana|"
         "um bom dia|bom dia para si|um momento|um momento por favor|um instante|tudo certo|"
         "correto|exato|exatamente|isso mesmo|com certeza|sim obrigado|sim por favor|não obrigado|"
         "não obrigada|até logo|até breve|por favor ajude",
     .opening =
         "olá|oi|bom dia|boa tarde|boa noite|viva|alô|prezados|caros senhores|desculpe|desculpa|"
         "desculpem|ai desculpe|peço desculpa|peço desculpas|peço imensa desculpa|perdão|"
         "sinto muito|desculpe o incómodo|desculpe o incômodo|desculpe incomodar|"
         "desculpe a demora|peço desculpa pelo incómodo|ops|obrigado desde já|obrigada desde já|"
         "desde já obrigado|desde já obrigada|muito obrigado desde já|obrigado antecipadamente",
     .before_a_pause =
         "ok|sim|certo|está bem|tudo bem|bem|claro",
     .closing =
         "cumprimentos|com os melhores cumprimentos|melhores cumprimentos|atenciosamente|"
         "atentamente|saudações|abraço|abraços|um abraço|att",
     .mocking =
         "obrigado por nada|obrigada por nada|que piada|a gozar comigo"},
    {.code = "pl",
     .alone =
         "dziękuję|dzięki|dziękuję bardzo|bardzo dziękuję|dziękuję za pomoc|dziękuję za odpowiedź|"
         "nie|do widzenia|miłego dnia|wzajemnie|proszę|proszę o pomoc|pomocy|"
         "czy może mi pan pomóc|czy może mi pani pomóc|potrzebuję pomocy|nie ma problemu|"
         "to wszystko|wielkie dzięki|serdecznie dziękuję|dziękuję serdecznie|dzięki wielkie|"
         "dzięki za pomoc|dziękuję za informację|dziękuję za szybką odpowiedź|to tyle|nic więcej|"
         "czekam|poczekam|miłego weekendu|miłego wieczoru|udanego dnia|nawzajem|chwileczkę|"
         "momencik|moment|może być|zgadza się|dokładnie|oczywiście|rozumiem|tak poproszę|"
         "tak proszę|nie dziękuję|na razie|do usłyszenia",
     .opening =
         "dzień dobry|dobry wieczór|cześć|witam|hej|dobry|szanowni państwo|witam serdecznie|"
         "przepraszam|oj przepraszam|bardzo przepraszam|przepraszam bardzo|przepraszam za kłopot|"
         "przepraszam za opóźnienie|przepraszam że przeszkadzam|przepraszam za zamieszanie|"
         "najmocniej przepraszam|proszę wybaczyć|przykro mi|ups|z góry dziękuję|z góry dzięki|"
         "dziękuję z góry|z góry bardzo dziękuję",
     .before_a_pause =
         "ok|tak|dobrze|dobra|jasne|w porządku|no dobrze",
     .closing =
         "pozdrawiam|pozdrawiam serdecznie|z poważaniem|z pozdrowieniami|pozdrowienia|"
         "serdecznie pozdrawiam",
     .mocking =
         "dzięki za nic|dziękuję za nic|jakiś żart|żarty sobie|jakaś kpina"},
    {.code = "cs",
     .alone =
         "děkuji|díky|děkuji moc|moc děkuji|děkuji za pomoc|ano|ne|dobře|ahoj|dobrý den|"
         "dobré ráno|dobrý večer|na shledanou|prosím|pomoc|promiňte|omlouvám se|hezký den"},
    {.code = "hu",
     .alone =
         "köszönöm|köszi|köszönöm szépen|nagyon köszönöm|köszönöm a segítséget|igen|nem|rendben|"
         "szia|jó napot|jó reggelt|jó estét|viszontlátásra|kérem|segítség|elnézést|bocsánat|"
         "szép napot"},
    {.code = "ro",
     .alone =
         "mulțumesc|multumesc|mulțumesc mult|mersi|mulțumesc pentru ajutor|da|nu|bine|bună|"
         "bună ziua|bună dimineața|bună seara|la revedere|vă rog|te rog|ajutor|scuze|îmi pare rău|"
         "o zi bună"},
    {.code = "tr",
     .alone =
         "teşekkürler|teşekkür ederim|çok teşekkürler|çok teşekkür ederim|sağol|sağ olun|evet|"
         "hayır|tamam|merhaba|selam|günaydın|iyi günler|iyi akşamlar|hoşça kal|lütfen|yardım|"
         "özür dilerim|pardon|kolay gelsin"},
    {.code = "el",
     .alone =
         "ευχαριστώ|ευχαριστώ πολύ|σας ευχαριστώ|ναι|όχι|εντάξει|γεια|γεια σας|καλημέρα|καλησπέρα|"
         "καληνύχτα|αντίο|παρακαλώ|βοήθεια|συγγνώμη|καλή σας μέρα"},
    {.code = "ar",
     .alone =
         "شكرا|شكرا لك|شكرا لكم|شكرا جزيلا|نعم|لا|حسنا|تمام|مرحبا|السلام عليكم|صباح الخير|"
         "مساء الخير|مع السلامة|من فضلك|لو سمحت|مساعدة|آسف|عفوا"},
    {.code = "hi",
     .alone =
         "धन्यवाद|शुक्रिया|बहुत धन्यवाद|हाँ|नहीं|ठीक है|नमस्ते|सुप्रभात|कृपया|मदद|माफ़ कीजिए|"
         "क्षमा करें"},
    {.code = "th",
     .alone =
         "ขอบคุณ|ขอบคุณค่ะ|ขอบคุณครับ|ขอบคุณมาก|ขอบคุณมากค่ะ|ขอบคุณมากครับ|สวัสดี|สวัสดีค่ะ|"
         "สวัสดีครับ|ใช่|ไม่|โอเค|ขอโทษ|ขอโทษค่ะ|ขอโทษครับ|ช่วยด้วย"},
    {.code = "id",
     .alone =
         "terima kasih|terimakasih|makasih|terima kasih banyak|ya|tidak|baik|oke|halo|hai|"
         "selamat pagi|selamat siang|selamat sore|selamat malam|sampai jumpa|tolong|"
         "mohon bantuannya|maaf|permisi"},
    {.code = "zh",
     .alone =
         "谢谢|謝謝|谢谢你|谢谢您|多谢|非常感谢|是|是的|不是|好|好的|你好|您好|早上好|晚上好|再见|请|请帮忙|帮帮我|抱歉|对不起|不好意思|没关系"},
    {.code = "ru",
     .alone =
         "спасибо|спасибо большое|большое спасибо|благодарю|спасибо за помощь|да|нет|хорошо|ок|"
         "здравствуйте|привет|добрый день|доброе утро|добрый вечер|до свидания|пожалуйста|"
         "помогите|извините|простите|хорошего дня"},
    {.code = "ca",
     .alone =
         "gràcies|moltes gràcies|gràcies per l'ajuda|sí|no|d'acord|hola|bon dia|bona tarda|"
         "bona nit|adéu|si us plau|ajuda|perdó|ho sento"},
};
// clang-format on

std::span<const courtesy_phrases> courtesy_phrases_of_all() { return all_courtesy; }

} // namespace earshot::sentiment
