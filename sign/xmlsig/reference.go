package xmlsig

import (
	"bytes"
	"crypto"
	"errors"
	"fmt"
	"io"
	"strings"

	"assay/sign/cert"
)

// Reference is one thing that was signed, by its digest.
type Reference struct {
	Element   *Element // the reference itself, with its transforms
	URI, Type string
	Target    *Element // what a reference into the signature's own file points at
	Digest    string   // name of the hash: sha256
	Manifest  bool     // it stands in a manifest that was signed, not in SignedInfo itself

	// Match says that what stands there now has the digest that was signed.
	// Where it is false and Problem is empty, it has another.
	Match   bool
	Missing bool   // nothing stands there
	Problem string // why the digest could not be worked out

	weak string
}

// ErrMissing is what Source.Part returns for what does not exist.
var ErrMissing = errors.New("it is not there")

// Source is the world outside of the signature's own file.
type Source struct {
	// Part returns the bytes that a URI outside of the file stands for.
	Part func(uri string) ([]byte, error)
	// Transforms are those beside canonicalisation, by their identifier. They
	// turn bytes into bytes; parameters is the Transform element.
	Transforms map[string]func(data []byte, parameters *Element) ([]byte, error)
	// Budget is how many bytes may still be digested, of all signatures together.
	Budget int64

	known map[string]outcome // digests of parts
	ways  map[string]int     // in how many ways each part was digested
}

// errBudget ends work that would not end.
var errBudget = errors.New("more bytes to digest than are read")

// spend is a writer that counts against the budget.
type spend struct {
	w      io.Writer
	source *Source
}

func (s spend) Write(p []byte) (int, error) {
	if s.source.Budget -= int64(len(p)); s.source.Budget < 0 {
		return 0, errBudget
	}
	return s.w.Write(p)
}

// check works out one Reference element. XML Signature 1.1 §4.4.3
func (t *Tree) check(e *Element, signature *Element, source *Source) (r Reference) {
	r.Element, r.URI, r.Type = e, e.Attribute("URI"), e.Attribute("Type")
	problem := func(err error) Reference {
		r.Problem, r.Missing = err.Error(), errors.Is(err, ErrMissing)
		return r
	}
	id := e.Child(Space, "DigestMethod").algorithm()
	hash, known := DigestHash(id)
	if !known {
		return problem(fmt.Errorf("digest method %q is not read", id))
	}
	r.Digest, r.weak = cert.HashName(hash), cert.Refused(cert.Algorithm{Scheme: digests, Hash: hash}, nil)
	want, err := DecodeBase64(e.Child(Space, "DigestValue").Text())
	if err != nil || len(want) != hash.Size() {
		return problem(fmt.Errorf("the signed digest is no %s", r.Digest))
	}
	have, target, err := t.digest(e, r.URI, hash, signature, source)
	r.Target = target
	if err != nil {
		return problem(err)
	}
	r.Match = bytes.Equal(have, want)
	return r
}

// outcome is the digest of a part, or why there is none.
type outcome struct {
	sum []byte
	err error
}

// digest works out the digest of what a URI names, after its transforms. That
// of a part is remembered: several signatures sign the same parts alike.
func (t *Tree) digest(e *Element, uri string, hash crypto.Hash, signature *Element, source *Source) (sum []byte, target *Element, err error) {
	transforms := e.Child(Space, "Transforms")
	var key string
	if !strings.HasPrefix(uri, "#") {
		if key, err = remembered(uri, hash, transforms, source); err != nil {
			return nil, nil, err
		}
		if o, found := source.known[key]; found {
			return o.sum, nil, o.err
		}
		if err := source.way(uri); err != nil {
			return nil, nil, err
		}
	}
	from, err := t.dereference(uri, signature, source)
	if from.element != nil {
		// what has no canonical form, such as comments, takes time too
		if source.Budget -= t.size; source.Budget < 0 {
			err = errBudget
		}
	}
	h := hash.New()
	if err == nil {
		err = transform(spend{h, source}, from, transforms, source)
	}
	if err == nil {
		sum = h.Sum(nil)
	}
	if key != "" {
		source.known[key] = outcome{sum, err}
	}
	return sum, from.element, err
}

// way counts one more way in which a part is digested: another hash, other
// transforms. Signers of one document use a few.
func (s *Source) way(uri string) error {
	if s.known == nil {
		s.known, s.ways = map[string]outcome{}, map[string]int{}
	}
	if s.ways[uri]++; s.ways[uri] > MaxWays {
		return fmt.Errorf("it is signed in more than %d ways", MaxWays)
	}
	return nil
}

// remembered is the name under which a digest is remembered.
func remembered(uri string, hash crypto.Hash, transforms *Element, source *Source) (string, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%q %d ", uri, hash)
	if transforms == nil {
		return b.String(), nil
	}
	err := transforms.Canonicalise(spend{&b, source}, Method{Exclusive: true})
	return b.String(), err
}

func (e *Element) algorithm() string {
	if e == nil {
		return ""
	}
	return e.Attribute("Algorithm")
}

// dereference finds what a URI stands for. Of elements with one Id, that in the
// signature itself is meant: files with several signatures repeat Ids.
func (t *Tree) dereference(uri string, signature *Element, source *Source) (content, error) {
	id, same := strings.CutPrefix(uri, "#")
	if !same {
		if uri == "" {
			return content{}, errors.New("a reference to the whole file is not read")
		}
		if source.Part == nil {
			return content{}, ErrMissing
		}
		data, err := source.Part(uri)
		return content{data: data}, err
	}
	if strings.HasPrefix(id, "xpointer(") {
		return content{}, errors.New("a reference by XPointer is not read")
	}
	var own []*Element
	for _, e := range t.ids[id] {
		if e.Within(signature) {
			own = append(own, e)
		}
	}
	if len(own) == 0 {
		own = t.ids[id]
	}
	switch len(own) {
	case 0:
		return content{}, ErrMissing
	case 1:
		return content{element: own[0]}, nil
	}
	return content{}, fmt.Errorf("%d elements have the Id %q: which was signed cannot be known", len(own), id)
}
