package keys

import (
	"crypto/rsa"
	"encoding/json"
	"math/big"
	"testing"
)

func TestRecovered(t *testing.T) {
	n := new(big.Int).Lsh(big.NewInt(1), 1023)
	public := &rsa.PublicKey{N: n.SetBit(n, 0, 1), E: 65537}
	for _, test := range []struct {
		of         int
		anchors    []string
		want       string
		unanchored bool
	}{
		{61, nil, "recovered from 61 messages of the leak; nothing outside it says whose it is", true},
		{63, nil, "recovered from 61 of 63 messages of the leak; nothing outside it says whose it is", true},
		{61, []string{"3 messages outside the leak (a.mbox)", "results"}, "recovered from 61 messages of the leak, anchored by 3 messages outside the leak (a.mbox) and by results", false},
	} {
		k, err := NewRecovered("k1._domainkey.press.example", public, 61, test.of, test.anchors)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := json.Marshal(k)
		if err != nil {
			t.Fatal(err)
		}
		var again Key
		if err := json.Unmarshal(stored, &again); err != nil {
			t.Fatal(err)
		}
		if got := again.Origin.String(); got != test.want || again.Origin.Unanchored() != test.unanchored {
			t.Errorf("%q, unanchored %v", got, again.Origin.Unanchored())
		}
		if again.State != Usable || again.Bits != 1024 || !again.RSA.Equal(public) || !again.Origin.Recovered {
			t.Errorf("%+v", again)
		}
	}
	if (Origin{Source: FromJSON, Recovered: true}).Unanchored() {
		t.Error("a key of an archive is unanchored")
	}
}
