package tell

import (
	"slices"
	"strings"
	"testing"
)

// Articles made up for this test, one paragraph a line.
var madeArticles = map[string]string{
	"fr": `Le port s'éveille avant l'aube, et les premiers bateaux rentrent avec la marée.
Sur le quai, les caisses attendent que la criée commence, et chacun connaît sa place.
Depuis trois ans, la commune rénove la halle, dont le toit menaçait de tomber.
Les travaux ont été plus longs que prévu, mais la charpente est maintenant solide.
Une partie des anciens étals sera donnée au musée, avec les balances et les affiches.
Le maire espère que les visiteurs viendront aussi en hiver, lorsque la plage est vide.
Les pêcheurs, eux, demandent surtout que la glace soit fournie à un tarif raisonnable.
Le patron du café garde la clé de la halle, et c'est lui qui ouvre aux ouvriers chaque matin.
Les élèves de l'école ont peint les volets, sans que personne ne leur dise quelle couleur choisir.
Une réunion est annoncée pour le mois de juin, dans la salle de la criée.`,
	"en": `The harbour wakes before dawn, and the first boats come back with the tide.
On the quay the crates are waiting for the auction, and everyone knows their place.
For three years the town has been rebuilding the hall, whose roof was about to fall.
The work took longer than they had thought, but the frame is sound now.
Some of the old stalls will be given to the museum, with the scales and the posters.
The mayor hopes that visitors will come in winter too, when the beach is empty.
The fishermen would rather have ice at a fair charge, as they were promised.
The owner of the café keeps the key of the hall, and it is he who lets the workmen in.
The children of the school have painted the shutters, and nobody told them which colour to take.
A meeting has been called for June, in the room above the auction.`,
}

// TestForeignParagraphs puts a paragraph of another language between those of an
// article, into every place but the first and the last.
func TestForeignParagraphs(t *testing.T) {
	for _, passage := range []struct{ lang, text string }{
		{"es", "El faro de la isla se encendía al anochecer, y los pescadores contaban los destellos para volver al puerto."},
		{"pt", "A professora disse que ele já não vinha à aula desde março, e que a irmã dela também tinha mudado de escola."},
		{"it", "Il vecchio mulino era fermo da anni, perché il ruscello che lo muoveva è stato deviato nella valle accanto."},
		{"de", "Die Gärtnerin schnitt die Rosen erst im März, weil der Frost in diesem Tal sehr lange bleibt."},
		{"en", "She kept the letters of her grandmother in a tin box, which nobody had opened since the flood."},
		{"fr", "Elle gardait les lettres de sa grand-mère dans une boîte que personne n'avait ouverte depuis la crue."},
		{"nl", "De molenaar vertelde dat het water nog nooit zo hoog had gestaan, en dat zij de dijk bij nacht hebben gedicht."},
		{"ru", "Бабушка говорила, что в этом доме раньше жил аптекарь, который знал все травы на лугу."},
		{"en", "Get a loan in five minutes without any papers. Click http://quickloan.example and the money is yours tonight."},
	} {
		for lang, article := range madeArticles {
			if lang == passage.lang {
				continue
			}
			// Of a page, paragraphs stand on lines of their own without a blank one between.
			for _, apart := range []string{"\n\n", "\n"} {
				inEveryPlace(t, passage.lang+" in "+lang, strings.Split(article, "\n"), passage.text, apart)
			}
		}
	}
}

func inEveryPlace(t *testing.T, name string, paragraphs []string, passage, apart string) {
	t.Helper()
	if found := readProse(strings.Join(paragraphs, apart)).passages(); len(found) > 0 {
		t.Fatalf("%s: the article is not silent: %+v", name, found)
	}
	for at := 1; at < len(paragraphs); at++ {
		edited := strings.Join(slices.Insert(slices.Clone(paragraphs), at, passage), apart)
		line := len(apart)*at + 1
		if found := readProse(edited).passages(); len(found) != 1 || found[0].from != line || found[0].to != line {
			t.Errorf("%s, line %d, parted by %q: %+v", name, line, apart, found)
		}
	}
}
