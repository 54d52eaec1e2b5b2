package main

import (
	"fmt"
	"strings"
)

// verdict is what an item must get, and why.
type verdict struct {
	conclusion string
	limits     []string // sorted
	why        string
}

func verified(why string, limits ...string) verdict     { return verdict{"verified", limits, why} }
func corroborated(why string, limits ...string) verdict { return verdict{"corroborated", limits, why} }
func refuted(why string, limits ...string) verdict      { return verdict{"refuted", limits, why} }
func suspect(why string, limits ...string) verdict      { return verdict{"suspect", limits, why} }
func undetermined(why string, limits ...string) verdict { return verdict{"undetermined", limits, why} }

// scene is one mail, how it came about, and what it must get. A name that
// begins with attack- is a forgery, and must never be verified.
type scene struct {
	name string
	letter
	signed []signature             // the first first
	sealed *seal                   // behind them
	edit   func(raw string) string // behind that
	replay string                  // scene whose signature is then put on top
	embeds []inside                // files that stand in the text
	want   verdict
}

// part is a thing attached: a file with its content, or the mail of a scene.
type part struct {
	file, typ string // name and media type
	content   string
	of        string // name of the scene

	shown bool // no file: text that a reader sees below the first

	name  string // of the example; of a mail it is the scene's
	kind  string // document where empty
	want  verdict
	inner []inside // what stands in the file; steps lead on from it
	made  *made    // of the scene
}

// inside is an item that stands in a mail.
type inside struct {
	step     string // that leads there from the mail, as in paths
	name     string
	kind     string
	content  string
	asStored bool // it stands there unencoded: line ends are those of the mail
	want     verdict
}

// made is a scene with its bytes.
type made struct {
	scene
	raw    string // with CRLF
	inside []inside
}

// studio makes scenes, each once.
type studio struct {
	signers map[string]*signer
	scenes  map[string]scene
	made    map[string]*made
}

func newStudio(signers map[string]*signer, scenes ...[]scene) (*studio, error) {
	s := &studio{signers, map[string]scene{}, map[string]*made{}}
	for _, list := range scenes {
		for _, sc := range list {
			if _, twice := s.scenes[sc.name]; twice {
				return nil, fmt.Errorf("there are two scenes %q", sc.name)
			}
			s.scenes[sc.name] = sc
		}
	}
	return s, nil
}

// make renders, signs, seals and edits a scene, and first those it carries.
func (s *studio) make(name string) (*made, error) {
	if m := s.made[name]; m != nil {
		return m, nil
	}
	sc, ok := s.scenes[name]
	if !ok {
		return nil, fmt.Errorf("there is no scene %q", name)
	}
	m := &made{scene: sc, inside: sc.embeds}
	for i := range m.parts {
		p := &m.parts[i]
		if p.of != "" {
			var err error
			if p.made, err = s.make(p.of); err != nil {
				return nil, err
			}
		}
		if p.shown {
			continue
		}
		m.inside = append(m.inside, p.items(fmt.Sprintf("#%d", i+2))...)
	}
	m.raw = m.render(name)
	for _, how := range m.signed {
		m.raw = how.sign(m.raw, s.signers)
	}
	if m.sealed != nil {
		m.raw = m.sealed.put(m.raw, s.signers)
	}
	if m.edit != nil {
		m.raw = m.edit(m.raw)
	}
	if m.replay != "" {
		other, err := s.make(m.replay)
		if err != nil {
			return nil, err
		}
		fields, _ := splitMail(other.raw)
		m.raw = string(fields[0]) + m.raw
	}
	s.made[name] = m
	return m, nil
}

// items are the part and what stands in it.
func (p *part) items(step string) []inside {
	self := inside{step: step, name: p.name, kind: p.kind, content: p.content, want: p.want}
	inner := p.inner
	if p.made != nil {
		self = inside{step: step, name: p.of, kind: "mail", content: p.made.raw, asStored: true, want: p.made.want}
		inner = p.made.inside
	}
	if self.kind == "" {
		self.kind = "document"
	}
	list := []inside{self}
	for _, in := range inner {
		in.step = step + in.step
		list = append(list, in)
	}
	return list
}

// entity is the part with the fields that describe it.
func (p *part) entity() string {
	if p.made != nil {
		return "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n" + p.made.raw
	}
	if p.shown {
		return "Content-Type: " + p.typ + "\r\n\r\n" + toCRLF(p.content)
	}
	name := fmt.Sprintf("filename=\"%s\"", p.file)
	if !isASCII(p.file) {
		name = "filename*=utf-8''" + percent(p.file) // RFC 2231 §4
	}
	return fmt.Sprintf("Content-Type: %s\r\nContent-Disposition: attachment; %s\r\nContent-Transfer-Encoding: base64\r\n\r\n%s",
		p.typ, name, forTransfer("base64", p.content))
}

func percent(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' || strings.IndexByte("*'%()<>@,;:\\\"/[]?=", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
