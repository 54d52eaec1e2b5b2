package arc_test

import (
	"io"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"assay/keys"
	"assay/mail"
	"assay/sign"
	"assay/sign/arc"
	"assay/sign/dkim"
)

const suitePath = "../../../shared/corpora/arc-valimail-test-suite/tests/arc-draft-validation-tests.yml"

// scenario is one document of the suite: messages, the keys that the DNS
// holds, and the verdict on each chain.
type scenario struct {
	Description string
	Tests       yaml.Node         // a mapping in which some names stand twice
	Records     map[string]string `yaml:"txt-records"`
}

// suiteCase is one message of the suite.
type suiteCase struct {
	Message string
	CV      string `yaml:"cv"`
}

// TestValidationSuite holds the verdict on every chain of the public ARC suite
// against the one the suite gives. Its cases without a verdict are chains that
// a sealer itself declared failed: a failure too. RFC 8617 §5.2 (2)
func TestValidationSuite(t *testing.T) {
	f, err := os.Open(suitePath)
	if err != nil {
		t.Skip("the ARC suite is not here: ", err)
	}
	defer f.Close()
	cases := 0
	for d := yaml.NewDecoder(f); ; {
		var s scenario
		if err := d.Decode(&s); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		lookup := dns(s.Records)
		for i := 0; i+1 < len(s.Tests.Content); i += 2 {
			var c suiteCase
			if err := s.Tests.Content[i+1].Decode(&c); err != nil {
				t.Fatal(err)
			}
			cases++
			t.Run(s.Tests.Content[i].Value, func(t *testing.T) {
				want := map[string]string{"": sign.ChainFail, "None": "none", "Pass": sign.ChainPass, "Fail": sign.ChainFail}[c.CV]
				message := strings.ReplaceAll(c.Message, "\n", "\r\n")
				if got, why := verdict(message, lookup); got != want {
					t.Errorf("chain %s, want %s: %s", got, want, why)
				}
			})
		}
	}
	if cases < 170 {
		t.Errorf("only %d cases were read", cases)
	}
}

// dns answers as a DNS that holds these records and no others.
func dns(records map[string]string) sign.Lookup {
	return func(name string) []keys.Key {
		txt, ok := records[name]
		if !ok {
			return []keys.Key{keys.NewAbsent(name, keys.Origin{})}
		}
		return []keys.Key{keys.New(name, txt, keys.Origin{})}
	}
}

func verdict(message string, lookup sign.Lookup) (chain, why string) {
	r := dkim.NewReader(mail.Parse([]byte(message)))
	facts := sign.Facts{Signatures: arc.Read(r)}
	list := sign.JudgeAll(&facts, lookup, 0)
	if len(list) == 0 {
		return "none", ""
	}
	last := list[len(list)-1]
	ev := facts.Signatures[len(list)-1]
	return last.Chain, strings.Join([]string{string(last.Result), last.Reason, string(last.SealResult), ev.ARCSet.Problem, ev.ARCSet.ChainProblem}, " | ")
}
