package dkim_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/dkim"
)

const corpora = "../../../shared/corpora/"

// TestTruth holds body hash and header signature of every signature of real
// mail against what another implementation found. Both lists were made by a
// verifier that knows no Ed25519.
func TestTruth(t *testing.T) {
	for _, list := range []string{"list-ksummit", "pairs-relay-altered"} {
		t.Run(list, func(t *testing.T) {
			truth, err := os.Open(filepath.Join(corpora, list, "dkim-truth.tsv"))
			if err != nil {
				t.Skip("the list is not here: ", err)
			}
			defer truth.Close()
			lookup := archive(t)
			signatures := 0
			lines := bufio.NewScanner(truth)
			for lines.Scan() {
				columns := strings.Split(lines.Text(), "\t")
				if columns[0] == "path" {
					continue
				}
				var want []string
				if columns[2] != "" {
					want = strings.Split(columns[2], "; ")
				}
				got := answers(t, filepath.Join(corpora, list, columns[0]), lookup)
				signatures += len(got)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-truth +assay)\n%s", columns[0], diff)
				}
			}
			if err := lines.Err(); err != nil || signatures < 300 {
				t.Errorf("%d signatures compared, error %v", signatures, err)
			}
			t.Logf("%d signatures compared", signatures)
		})
	}
}

func archive(t testing.TB) sign.Lookup {
	batch, err := keys.Read(corpora + "keys/keys.zone")
	if err != nil {
		t.Fatal("key archive: ", err)
	}
	return keys.NewSet(batch.Keys).Lookup
}

// answers gives the signatures of a file in the words of the truth list.
func answers(t *testing.T, path string, lookup sign.Lookup) []string {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	facts := dkim.NewReader(mail.Parse(raw)).Read()
	var list []string
	for i := range facts.Signatures {
		s := sign.Judge(&facts.Signatures[i], lookup, 0)
		header := map[sign.Match]string{sign.Matches: "sig-ok", sign.Mismatches: "sig-bad", sign.NoKey: "nokey"}[s.Header]
		body := map[sign.Match]string{sign.Matches: "bh-ok", sign.Mismatches: "bh-bad"}[s.BodyHash]
		list = append(list, s.Domain+"/"+s.Selector+":"+header+","+body)
	}
	return list
}
