#include "analyzer/explain/typed_container.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;

// When a field is written.
enum class Write : uint8_t {
  kAlways,      // with a value of its own where it is missing
  kUnlessZero,  // not "", 0, false or an empty list or map
  kIfSet,       // a pointer: whatever it points to
};

// How a value is read.
enum class Form : uint8_t { kText, kNumber, kAny, kQuantity, kQuantities, kObject, kObjects };

struct Field {
  std::string_view name;
  Write write = Write::kUnlessZero;
  Form form = Form::kAny;
  std::span<const Field> fields = {};  // of kObject and kObjects
};
using Type = std::span<const Field>;

constexpr Field Text(std::string_view name) { return {name, Write::kAlways, Form::kText}; }
constexpr Field Number(std::string_view name) { return {name, Write::kAlways, Form::kNumber}; }
constexpr Field Optional(std::string_view name) { return {name, Write::kUnlessZero, Form::kAny}; }
constexpr Field Pointer(std::string_view name) { return {name, Write::kIfSet, Form::kAny}; }
constexpr Field Pointer(std::string_view name, Type type) {
  return {name, Write::kIfSet, Form::kObject, type};
}
constexpr Field List(std::string_view name, Type type) {
  return {name, Write::kUnlessZero, Form::kObjects, type};
}
constexpr Field Quantities(std::string_view name) {
  return {name, Write::kUnlessZero, Form::kQuantities};
}

constexpr std::array kPort = {Optional("name"), Optional("hostPort"), Number("containerPort"),
                              Optional("protocol"), Optional("hostIP")};

constexpr std::array kSource = {Optional("name"), Pointer("optional")};
constexpr std::array kEnvFrom = {Optional("prefix"), Pointer("configMapRef", kSource),
                                 Pointer("secretRef", kSource)};

constexpr std::array kFieldRef = {Optional("apiVersion"), Text("fieldPath")};
constexpr std::array kResourceFieldRef = {Optional("containerName"), Text("resource"),
                                          Field{"divisor", Write::kAlways, Form::kQuantity}};
constexpr std::array kKeyRef = {Optional("name"), Text("key"), Pointer("optional")};
constexpr std::array kFileKeyRef = {Text("volumeName"), Text("path"), Text("key"),
                                    Pointer("optional")};
constexpr std::array kValueFrom = {
    Pointer("fieldRef", kFieldRef), Pointer("resourceFieldRef", kResourceFieldRef),
    Pointer("configMapKeyRef", kKeyRef), Pointer("secretKeyRef", kKeyRef),
    Pointer("fileKeyRef", kFileKeyRef)};
constexpr std::array kEnv = {Text("name"), Optional("value"), Pointer("valueFrom", kValueFrom)};

constexpr std::array kClaim = {Text("name"), Optional("request")};
constexpr std::array kResources = {Quantities("limits"), Quantities("requests"),
                                   List("claims", kClaim)};
constexpr std::array kResizePolicy = {Text("resourceName"), Text("restartPolicy")};
constexpr std::array kExitCodes = {Text("operator"), Optional("values")};
constexpr std::array kRestartRule = {Text("action"), Pointer("exitCodes", kExitCodes)};

constexpr std::array kMount = {
    Text("name"),           Optional("readOnly"), Pointer("recursiveReadOnly"),
    Text("mountPath"),      Optional("subPath"),  Pointer("mountPropagation"),
    Optional("subPathExpr")};
constexpr std::array kDevice = {Text("name"), Text("devicePath")};

constexpr std::array kExec = {Optional("command")};
constexpr std::array kHeader = {Text("name"), Text("value")};
constexpr std::array kHttpGet = {Optional("path"), Number("port"), Optional("host"),
                                 Optional("scheme"), List("httpHeaders", kHeader)};
constexpr std::array kTcpSocket = {Number("port"), Optional("host")};
// A service that is missing is written as null.
constexpr std::array kGrpc = {Number("port"), Field{"service", Write::kAlways, Form::kAny}};
constexpr std::array kProbe = {
    Pointer("exec", kExec),           Pointer("httpGet", kHttpGet),
    Pointer("tcpSocket", kTcpSocket), Pointer("grpc", kGrpc),
    Optional("initialDelaySeconds"),  Optional("timeoutSeconds"),
    Optional("periodSeconds"),        Optional("successThreshold"),
    Optional("failureThreshold"),     Pointer("terminationGracePeriodSeconds")};

constexpr std::array kSleep = {Number("seconds")};
constexpr std::array kHandler = {Pointer("exec", kExec), Pointer("httpGet", kHttpGet),
                                 Pointer("tcpSocket", kTcpSocket), Pointer("sleep", kSleep)};
constexpr std::array kLifecycle = {Pointer("postStart", kHandler), Pointer("preStop", kHandler),
                                   Pointer("stopSignal")};

constexpr std::array kCapabilities = {Optional("add"), Optional("drop")};
constexpr std::array kSeLinux = {Optional("user"), Optional("role"), Optional("type"),
                                 Optional("level")};
constexpr std::array kWindows = {Pointer("gmsaCredentialSpecName"), Pointer("gmsaCredentialSpec"),
                                 Pointer("runAsUserName"), Pointer("hostProcess")};
constexpr std::array kProfile = {Text("type"), Pointer("localhostProfile")};
constexpr std::array kSecurityContext = {Pointer("capabilities", kCapabilities),
                                         Pointer("privileged"),
                                         Pointer("seLinuxOptions", kSeLinux),
                                         Pointer("windowsOptions", kWindows),
                                         Pointer("runAsUser"),
                                         Pointer("runAsGroup"),
                                         Pointer("runAsNonRoot"),
                                         Pointer("readOnlyRootFilesystem"),
                                         Pointer("allowPrivilegeEscalation"),
                                         Pointer("procMount"),
                                         Pointer("seccompProfile", kProfile),
                                         Pointer("appArmorProfile", kProfile)};

constexpr std::array kContainer = {Text("name"),
                                   Optional("image"),
                                   Optional("command"),
                                   Optional("args"),
                                   Optional("workingDir"),
                                   List("ports", kPort),
                                   List("envFrom", kEnvFrom),
                                   List("env", kEnv),
                                   Field{"resources", Write::kAlways, Form::kObject, kResources},
                                   List("resizePolicy", kResizePolicy),
                                   Pointer("restartPolicy"),
                                   List("restartPolicyRules", kRestartRule),
                                   List("volumeMounts", kMount),
                                   List("volumeDevices", kDevice),
                                   Pointer("livenessProbe", kProbe),
                                   Pointer("readinessProbe", kProbe),
                                   Pointer("startupProbe", kProbe),
                                   Pointer("lifecycle", kLifecycle),
                                   Optional("terminationMessagePath"),
                                   Optional("terminationMessagePolicy"),
                                   Optional("imagePullPolicy"),
                                   Pointer("securityContext", kSecurityContext),
                                   Optional("stdin"),
                                   Optional("stdinOnce"),
                                   Optional("tty")};

bool IsZero(const Json& value) {
  return value.is_null() || (value.is_structured() && value.empty()) || value == "" || value == 0 ||
         value == false;
}

Json Missing(Form form) {
  switch (form) {
    case Form::kText:
      return "";
    case Form::kNumber:
      return 0;
    case Form::kQuantity:
      return "0";
    case Form::kObject:
      return Json::object();
    default:
      return nullptr;
  }
}

// A quantity may be a number in the manifest; the API writes it as a string.
Json QuantityOf(const Json& value) { return value.is_number() ? Json(value.dump()) : value; }

Json Typed(const Json& value, Type type);

Json Read(const Json& value, const Field& field) {
  switch (field.form) {
    case Form::kObject:
      return Typed(value, field.fields);
    case Form::kObjects: {
      if (!value.is_array()) return value;
      Json list = Json::array();
      for (const Json& item : value) list.push_back(Typed(item, field.fields));
      return list;
    }
    case Form::kQuantity:
      return QuantityOf(value);
    case Form::kQuantities: {
      Json quantities = value;
      for (Json& quantity : quantities) quantity = QuantityOf(quantity);
      return quantities;
    }
    default:
      return value;
  }
}

Json Typed(const Json& value, Type type) {
  if (!value.is_object()) return value;
  Json typed = Json::object();
  for (const Field& field : type) {
    const std::string name(field.name);
    const auto found = value.find(name);
    const bool is_set = found != value.end() && !found->is_null();
    if (!is_set) {
      if (field.write == Write::kAlways) typed[name] = Missing(field.form);
      continue;
    }
    Json read = Read(*found, field);
    if (field.write == Write::kUnlessZero && IsZero(read)) continue;
    typed[name] = std::move(read);
  }
  return typed;
}

}  // namespace

Json TypedContainer(const Json& container) { return Typed(container, kContainer); }

}  // namespace irsalint::explain
