// A small signed form of our own making, with one of everything a later revision can touch.
//
// Two pages with content, image, font and shared form; text, check and radio fields, a nested
// field, a signed and an empty signature field; a note, a link, outlines, layers, structure, names,
// XMP and Info. Signed in its only revision; the value is no real CMS.
#pragma once

#include <cstdint>

#include "support/pdf_revisions.h"

namespace sohoa::testing::form {

/// Object numbers.
enum : std::int32_t {
  kCatalog = 1,
  kPages,
  kAcroForm,
  kPage1,
  kPage2,
  kContent1,
  kContent2,
  kImage,
  kResources2,
  kFont,
  kFontDescriptor,
  kName,  ///< text field "name"
  kNameAp,
  kAgree,  ///< check box "agree"
  kOnAp,
  kOffAp,
  kChoice,  ///< radio "choice"
  kChoiceA,
  kChoiceB,
  kAddress,  ///< "address"
  kCity,     ///< "address.city"
  kCityAp,
  kStamp,  ///< text field "stamp", whose appearance page 1 shows too
  kLogo,
  kSig1,
  kSig1Ap,
  kSig1Value,
  kSig2,  ///< empty, with a place on page 1
  kNote,
  kLink,
  kOutlines,
  kOutlineItem,
  kLayer,
  kStruct,
  kNames,
  kXmp,
  kInfo,
  kAnnots1,  ///< the array of page 1
  kNext,     ///< first free number
};

/// Bodies as in the first revision, to be edited and appended again.
extern const char* const kCatalogBody;
extern const char* const kFormBody;
extern const char* const kPage1Body;
extern const char* const kAnnotsBody;

PdfRevisions signed_form(XrefFlavour flavour = XrefFlavour::Table);

/// `body` with the first `from` replaced by `to`; the test's own mistake when it is not there.
std::string edited(std::string body, const std::string& from, const std::string& to);

}  // namespace sohoa::testing::form
