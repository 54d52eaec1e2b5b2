package c2pa

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// assertion is one to be put into a made manifest.
type assertion struct {
	label   string
	content any  // to CBOR
	silent  bool // in the store and not in the claim
	absent  bool // in the claim and not in the store
	url     string
}

// maker makes a manifest. Its zero value has version 1 and no assertion.
type maker struct {
	label      string
	version2   bool
	update     bool
	assertions []assertion
	claim      map[string]any // beside what every claim has
	algorithm  int64
	noChain    bool
	loose      bool // the certificate stands in the unprotected header
	key        crypto.Signer
	der        []byte
	extra      [][]byte // further boxes of the manifest
}

func box(kind string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}

func super(kindOf, label string, parts ...[]byte) []byte {
	u := kind(kindOf)
	desc := box("jumd", u[:], []byte{3}, []byte(label), []byte{0})
	return box("jumb", append([][]byte{desc}, parts...)...)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func encode(v any) []byte {
	return must(must(cbor.EncOptions{Sort: cbor.SortCoreDeterministic}.EncMode()).Marshal(v))
}

// manifest makes the superbox; binding comes last of the assertions.
func (m maker) manifest() []byte {
	var boxes [][]byte
	var refs []any
	for _, a := range m.assertions {
		b := super("cbor", a.label, box("cbor", encode(a.content)))
		if !a.absent {
			boxes = append(boxes, b)
		}
		if !a.silent {
			sum := sha256.Sum256(b[8:])
			refs = append(refs, map[string]any{"url": first(a.url, "self#jumbf=c2pa.assertions/"+a.label), "hash": sum[:]})
		}
	}
	claim := map[string]any{"alg": "sha256", "instanceID": "xmp:iid:1", "signature": "self#jumbf=c2pa.signature", "dc:title": "A made title"}
	label := "c2pa.claim"
	if m.version2 {
		claim["created_assertions"], claim["claim_generator_info"], label = refs, map[string]any{"name": "Maker", "version": "2.0"}, "c2pa.claim.v2"
	} else {
		claim["assertions"], claim["claim_generator"] = refs, "Maker_One/1.0 lib/0.1"
	}
	for k, v := range m.claim {
		claim[k] = v
	}
	text := encode(claim)
	sort := "c2ma"
	if m.update {
		sort = "c2um"
	}
	parts := [][]byte{super("c2as", "c2pa.assertions", boxes...), super("c2cl", label, box("cbor", text)), super("c2cs", "c2pa.signature", box("cbor", m.sign(text)))}
	return super(sort, m.label, append(parts, m.extra...)...)
}

// sign makes the COSE_Sign1.
func (m maker) sign(claim []byte) []byte {
	headers := map[int64]any{1: m.algorithm}
	open := map[any]any{"pad": make([]byte, 10)}
	switch {
	case m.loose:
		open["x5chain"] = [][]byte{m.der}
	case !m.noChain:
		headers[33] = m.der
	}
	protected := encode(headers)
	message := encode([]any{"Signature1", protected, []byte{}, claim})
	return encode(cbor.Tag{Number: 18, Content: []any{protected, open, nil, m.value(message)}})
}

func (m maker) value(message []byte) []byte {
	hash := algorithms[m.algorithm].Hash
	if hash == 0 {
		hash = crypto.SHA256
	}
	h := hash.New()
	h.Write(message)
	switch key := m.key.(type) {
	case *ecdsa.PrivateKey:
		r, s, err := ecdsa.Sign(rand.Reader, key, h.Sum(nil))
		if err != nil {
			panic(err)
		}
		size := (key.Params().BitSize + 7) / 8
		return append(r.FillBytes(make([]byte, size)), s.FillBytes(make([]byte, size))...)
	case *rsa.PrivateKey:
		var o crypto.SignerOpts = &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: hash}
		if m.algorithm < -200 {
			o = hash
		}
		return must(key.Sign(rand.Reader, h.Sum(nil), o))
	}
	return must(m.key.Sign(rand.Reader, message, crypto.Hash(0)))
}

// identity is a made key with its certificate.
type identity struct {
	key crypto.Signer
	der []byte
}

func certify(key crypto.Signer, usage asn1.ObjectIdentifier) identity {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Made Signer", Organization: []string{"Example"}},
		NotBefore: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2034, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if usage != nil {
		template.UnknownExtKeyUsage = []asn1.ObjectIdentifier{usage}
	}
	return identity{key, must(x509.CreateCertificate(rand.Reader, template, template, key.Public(), key))}
}

var claimSigning = asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 62558, 2, 1}

var (
	p256    = sync.OnceValue(func() identity { return certify(must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)), claimSigning) })
	p521    = sync.OnceValue(func() identity { return certify(must(ecdsa.GenerateKey(elliptic.P521(), rand.Reader)), claimSigning) })
	edwards = sync.OnceValue(func() identity {
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return certify(must(key, err), claimSigning)
	})
	rsa2048 = sync.OnceValue(func() identity { return certify(must(rsa.GenerateKey(rand.Reader, 2048)), claimSigning) })
)

// by signs with an identity.
func (m maker) by(id identity, algorithm int64) maker {
	m.key, m.der, m.algorithm = id.key, id.der, algorithm
	return m
}

func newMaker(assertions ...assertion) maker {
	return maker{label: "example:urn:uuid:1", assertions: assertions}.by(p256(), -7)
}

func store(manifests ...[]byte) []byte { return super("c2pa", "c2pa", manifests...) }

// container puts a store into a file; it returns the file and the span.
type container func(store []byte) ([]byte, stretch)

// bound makes a file whose data hash covers all but the span, widened by wide.
func bound(t testing.TB, in container, m maker, wide func(stretch) []stretch, earlier ...[]byte) []byte {
	length, start := 0, 0
	sum := make([]byte, 32)
	for range 10 {
		var left []any
		spans := []stretch{{start, start + length}}
		if wide != nil {
			spans = wide(spans[0])
		}
		for _, s := range spans {
			left = append(left, map[string]any{"start": s.Start, "length": s.End - s.Start})
		}
		one := m
		one.assertions = append(append([]assertion{}, m.assertions...), assertion{label: "c2pa.hash.data", content: map[string]any{"exclusions": left, "alg": "sha256", "hash": sum, "pad": []byte{}}})
		file, span := in(store(append(append([][]byte{}, earlier...), one.manifest())...))
		h := sha256.New()
		at := 0
		for _, s := range spans {
			if at <= s.Start && s.End <= len(file) {
				h.Write(file[at:s.Start])
				at = s.End
			}
		}
		h.Write(file[at:])
		now := h.Sum(nil)
		if span == (stretch{start, start + length}) && bytes.Equal(now, sum) {
			return file
		}
		start, length, sum = span.Start, span.End-span.Start, now
	}
	t.Fatal("the store's length does not settle")
	return nil
}

func picture() image.Image {
	p := image.NewRGBA(image.Rect(0, 0, 16, 16))
	for i := range 256 {
		p.Set(i%16, i/16, color.RGBA{uint8(i), uint8(255 - i), uint8(i * 7), 255})
	}
	return p
}

// plainJPEG has an APP1 segment after SOI.
func plainJPEG() []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		panic(err)
	}
	app1 := append([]byte{0xff, 0xe1, 0, 22}, "Exif\x00\x00some metadata"...)
	app1 = append(app1, 0)
	return append(append([]byte{0xff, 0xd8}, app1...), b.Bytes()[2:]...)
}

// inJPEG puts a store into APP11 segments of at most max bytes after the APP1.
func inJPEG(max int) container {
	return func(store []byte) ([]byte, stretch) {
		plain := plainJPEG()
		const at = 26
		var out []byte
		header := store[:8]
		for i, rest := 0, store[8:]; len(rest) > 0; i++ {
			n := min(max, len(rest))
			seg := append([]byte{0xff, 0xeb, 0, 0, 'J', 'P', 2, 0x11}, 0, 0, 0, byte(i+1))
			seg = append(append(seg, header...), rest[:n]...)
			binary.BigEndian.PutUint16(seg[2:], uint16(len(seg)-2))
			out, rest = append(out, seg...), rest[n:]
		}
		return bytes.Join([][]byte{plain[:at], out, plain[at:]}, nil), stretch{at, at + len(out)}
	}
}

func inPNG(store []byte) ([]byte, stretch) {
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		panic(err)
	}
	const at = 8 + 25 // after IHDR
	chunk := append(append(binary.BigEndian.AppendUint32(nil, uint32(len(store))), "caBX"...), store...)
	chunk = append(chunk, 0, 0, 0, 0) // nobody checks its sum
	return bytes.Join([][]byte{b.Bytes()[:at], chunk, b.Bytes()[at:]}, nil), stretch{at, at + len(chunk)}
}
