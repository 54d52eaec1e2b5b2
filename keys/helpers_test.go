package keys

import (
	"encoding/asn1"
	"encoding/base64"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// shared is where the real test data stands.
const shared = "../../shared/corpora"

// sharedFile gives the path of a file of the real test data, or skips the test.
func sharedFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(shared, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the shared test data is not here: %v", err)
	}
	return path
}

func mustDER(v any) []byte {
	b, err := asn1.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// bareRSA makes an RSAPublicKey with an odd modulus of so many bits.
func bareRSA(bits int, e int64) []byte {
	n := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
	return mustDER(rsaPublicKey{n.SetBit(n, 0, 1), big.NewInt(e)})
}

func spki(id asn1.ObjectIdentifier, key []byte) []byte {
	var info subjectPublicKeyInfo
	info.Algorithm.ID = id
	info.Algorithm.Parameters = asn1.NullRawValue
	info.Key = asn1.BitString{Bytes: key, BitLength: 8 * len(key)}
	return mustDER(info)
}

func spkiRSA(bits int) string {
	return base64.StdEncoding.EncodeToString(spki(oidRSA, bareRSA(bits, 65537)))
}

var (
	rsa1024 = spkiRSA(1024)
	rsa512  = spkiRSA(512)
	ed256   = base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))
)

// readText reads one file of a folder.
func readText(name, content string) Batch {
	return ReadFolder(fstest.MapFS{name: {Data: []byte(content)}}, "root")
}

// brief is what tests compare of a key.
type brief struct {
	Name  string
	State State
	Bits  int
	Line  int
}

func briefs(found []Key) []brief {
	var list []brief
	for _, k := range found {
		list = append(list, brief{k.Name, k.State, k.Bits, k.Origin.Line})
	}
	return list
}

func problems(b Batch) []string {
	var list []string
	for _, p := range b.Problems {
		list = append(list, p.String())
	}
	return list
}

func wantEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// wantProblems checks that there is one problem for each of the pieces, in
// their order.
func wantProblems(t *testing.T, b Batch, pieces ...string) {
	t.Helper()
	got := problems(b)
	if len(got) != len(pieces) {
		t.Errorf("%d problems, want %d:\n%s", len(got), len(pieces), strings.Join(got, "\n"))
		return
	}
	for i, piece := range pieces {
		if !strings.Contains(got[i], piece) {
			t.Errorf("problem %q does not say %q", got[i], piece)
		}
	}
}
