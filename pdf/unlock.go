package pdf

// unlock reads the encryption dictionary, if there is one, and tries the empty
// password, as every viewer does.
func (f *File) unlock(v *View) {
	if f.crypt != nil {
		return
	}
	o := v.Trailer().Get("Encrypt")
	d := v.Dict(o)
	if d == nil {
		return
	}
	c := &security{filter: v.Name(d.Get("Filter")), version: v.Int(d.Get("V")), revision: v.Int(d.Get("R")), bits: v.Int(d.Get("Length")), metadata: true}
	c.ref, _ = o.(Ref)
	if b, ok := v.Resolve(d.Get("EncryptMetadata")).(bool); ok {
		c.metadata = b
	}
	f.crypt = c
	f.clearParsed()
	if c.methods(v, d); c.filter != "Standard" {
		c.needs = "a private key or another handler (" + string(c.filter) + ")"
		return
	}
	c.open(v, d)
	if c.key == nil {
		c.needs = "a password"
	}
}

// clearParsed forgets object streams that were opened without the key.
func (f *File) clearParsed() { clear(f.packs) }

// methods finds how strings and streams are encrypted. ISO 32000-2 §7.6.6.
func (c *security) methods(v *View, d *Dict) {
	c.forStrings, c.forStreams = rc4Method, rc4Method
	if c.version < 4 {
		if c.version == 1 || c.bits == 0 {
			c.bits = 40
		}
		c.forFiles = c.forStreams
		return
	}
	c.bits = 128
	c.streamFilter = map[Name]method{}
	if filters := v.Dict(d.Get("CF")); filters != nil {
		for _, e := range filters.Entries {
			c.streamFilter[e.Key] = methodOf(v.Name(v.Dict(e.Value).Get("CFM")))
		}
	}
	c.forStrings, c.forStreams = c.named(v.Name(d.Get("StrF"))), c.named(v.Name(d.Get("StmF")))
	if c.forFiles = c.forStreams; d.Get("EFF") != nil {
		c.forFiles = c.named(v.Name(d.Get("EFF")))
	}
}

func methodOf(name Name) method {
	switch name {
	case "V2":
		return rc4Method
	case "AESV2":
		return aes128Method
	case "AESV3":
		return aes256Method
	case "None", "":
		return identity
	}
	return unknownMethod
}

// open tries the empty password, as the user's and as the owner's.
func (c *security) open(v *View, d *Dict) {
	get := func(key Name) []byte {
		s, _ := v.Resolve(d.Get(key)).(String)
		return []byte(s)
	}
	owner, user := get("O"), get("U")
	c.permissions = int64(v.Int(d.Get("P")))
	if c.revision >= 5 {
		c.open256(owner, user, get("OE"), get("UE"))
		return
	}
	var id String
	if ids := v.Array(v.Trailer().Get("ID")); len(ids) > 0 {
		id, _ = v.Resolve(ids[0]).(String)
	}
	if len(owner) < 32 || len(user) < 16 || c.bits < 40 || c.bits > 128 {
		return
	}
	if c.key = c.legacyKey(padding, owner[:32], id); c.fits(user, id) {
		return
	}
	if c.key = c.legacyKey(c.userOf(owner[:32]), owner[:32], id); c.fits(user, id) {
		c.asOwner = true
		return
	}
	c.key = nil
}
