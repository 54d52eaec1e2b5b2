package paper

// write writes each format; of one that is not known, the article.
func (p *Paper) write() []byte {
	switch p.Format {
	case PDF:
		return pdf(p)
	case DOCX:
		return docx(p)
	case XLSX:
		return xlsx(p)
	case ODT:
		return odt(p)
	case JPEG:
		return jpeg(p)
	case HTML:
		return webPage(p)
	}
	return article(p)
}
