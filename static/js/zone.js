/* Tells the server which time zone this browser is in: a guess until the person confirms one. */
(function () {
  "use strict";
  var zone;
  try { zone = Intl.DateTimeFormat().resolvedOptions().timeZone; } catch (e) { return; }
  if (!zone) { return; }
  var secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = "zone_guess=" + encodeURIComponent(zone) + "; Path=/; Max-Age=31536000; SameSite=Lax" + secure;
  document.querySelectorAll("[data-zone-guess]").forEach(function (field) {
    if (!field.value) { field.value = zone; }
  });
})();
