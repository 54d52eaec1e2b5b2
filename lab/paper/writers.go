package paper

// write writes each format.
func (p *Paper) write() []byte {
	switch p.Format {
	case DOCX:
		return docx(p)
	case XLSX:
		return xlsx(p)
	case PDF:
		return pdf(p)
	case ODT:
		return odt(p)
	}
	return nil
}
