# The XML reader: signatures, XAdES, manifests.
sohoa_fuzz(xml_signature DEPS sohoa::signing_xml)
