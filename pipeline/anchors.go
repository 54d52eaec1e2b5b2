package pipeline

import (
	"bytes"
	"crypto/rsa"
	"fmt"
	"slices"

	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/recoverkey"
)

const (
	// maxAnchors is how many messages from elsewhere are kept for one name.
	maxAnchors = 200
	// usualExponent is that of real keys. Under a smaller one a forger might
	// find, for one given message, a modulus of his own that divides: then two
	// messages have to anchor a key.
	usualExponent = 65537
)

// witness is judge.Witness.
type witness = judge.Witness

func sealerOf(list []witness, signature int) string {
	for _, w := range list {
		if w.Signature == signature {
			return w.Sealer
		}
	}
	return ""
}

// anchor is a message from elsewhere that verifies under a key.
type anchor struct {
	Key   string `json:"key"`   // digest of the modulus
	Value string `json:"value"` // digest of the signature
	Item  string `json:"item"`
	Where string `json:"where"` // base name of the PATH
}

// valueID names a signature, however many zeros a signer wrote before it.
func valueID(value []byte) string {
	return item.Sum(bytes.TrimLeft(value, "\x00")).String()
}

// anchored makes the keys of a result with all that anchors them: mail from
// elsewhere, of now and of earlier runs, and the words of trusted sealers.
func (r *Recoverer) anchored(name string, result recoverkey.Result, o Outcome, leak, fresh []held) ([]keys.Key, Outcome, error) {
	mail, err := r.stillOutside(o.Anchors, valuesOf(leak))
	if err != nil {
		return nil, o, err
	}
	var list []keys.Key
	for _, k := range result.Keys {
		mail = addAnchors(mail, k.Public, fresh)
		texts := anchorTexts(k, mail, sealersOf(k.Public, leak))
		made, err := keys.NewRecovered(name, k.Public, k.Agree, result.Of, texts)
		if err != nil {
			return nil, o, err
		}
		list = append(list, made)
	}
	o.Anchors = mail
	if len(list) > 0 {
		o.Why, o.Detail = "", ""
	}
	return list, o, nil
}

// stillOutside are the anchors of earlier runs that have not come up in the leak
// since.
func (r *Recoverer) stillOutside(list []anchor, own map[string]bool) (left []anchor, err error) {
	for _, a := range list {
		d, err := item.ParseDigest(a.Item)
		if err != nil {
			return nil, err
		}
		held, err := r.Case.Holds(d)
		if err != nil {
			return nil, err
		}
		if !held && !own[a.Value] {
			left = append(left, a)
		}
	}
	return left, nil
}

// addAnchors adds the mail from elsewhere that verifies under a key.
func addAnchors(list []anchor, public *rsa.PublicKey, fresh []held) []anchor {
	for i := range fresh {
		h := &fresh[i]
		if len(list) >= maxAnchors || !h.Verify(public) {
			continue
		}
		a := anchor{Key: digestOf(public).String(), Value: valueID(h.Value), Item: h.Item.String(), Where: h.where}
		if !slices.ContainsFunc(list, func(b anchor) bool { return b.Key == a.Key && b.Value == a.Value }) {
			list = append(list, a)
		}
	}
	return list
}

// sealersOf counts, for each trusted sealer, the messages whose signature it
// recorded as passing and that verify under a key.
func sealersOf(public *rsa.PublicKey, leak []held) map[string]map[string]bool {
	sealers := map[string]map[string]bool{}
	for i := range leak {
		h := &leak[i]
		if h.sealer == "" || !h.Verify(public) {
			continue
		}
		if sealers[h.sealer] == nil {
			sealers[h.sealer] = map[string]bool{}
		}
		sealers[h.sealer][valueID(h.Value)] = true
	}
	return sealers
}

// anchorTexts says what anchors a key, in words; none where it does not
// suffice.
func anchorTexts(k recoverkey.Key, mail []anchor, sealers map[string]map[string]bool) (texts []string) {
	places, outside, all := map[string]map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, a := range mail {
		if a.Key != digestOf(k.Public).String() {
			continue
		}
		if places[a.Where] == nil {
			places[a.Where] = map[string]bool{}
		}
		places[a.Where][a.Item], outside[a.Item], all[a.Value] = true, true, true
	}
	for _, where := range sortedKeys(places) {
		texts = append(texts, fmt.Sprintf("%s outside the leak (%s)", count(len(places[where]), "message"), where))
	}
	for _, sealer := range sortedKeys(sealers) {
		texts = append(texts, fmt.Sprintf("what %s sealed of %s", sealer, count(len(sealers[sealer]), "message")))
		for value := range sealers[sealer] {
			all[value] = true
		}
	}
	few := k.Public.E < usualExponent && len(all) < 2
	if k.Agree+len(outside) < recoverkey.Enough || few {
		return nil
	}
	return texts
}
